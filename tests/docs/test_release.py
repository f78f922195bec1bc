"""An unpacked release holds what the guide sends its reader to."""

import re
import tomllib

from tests.docs.blocks import DOCS

ROOT = DOCS.parent
FOLDERS = re.compile(r"`(deploy|examples|sdk)/|\]\(\.\./(\w+)/|pip install \"?\./(\w+)/")


def test_each_folder_that_the_guide_names_is_in_it() -> None:
    included = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["sdist"][
        "include"
    ]
    texts = "\n".join(page.read_text(encoding="utf-8") for page in DOCS.glob("*.md"))
    named = {name for found in FOLDERS.findall(texts) for name in found if name}
    assert named >= {"deploy", "examples", "sdk"}
    assert {f"/{name}" for name in named if (ROOT / name).is_dir()} <= set(included)
