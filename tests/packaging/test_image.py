"""The image is built from no more than the Dockerfile copies, and that is enough."""

import shutil
from pathlib import Path

import hatch_build

ROOT = Path(__file__).resolve().parents[2]


def copied() -> list[tuple[str, str]]:
    """What goes into the stage that builds, and where."""
    found = []
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        words = line.split()
        if words[:1] == ["COPY"] and not words[1].startswith("--"):
            *sources, target = words[1:]
            found += [(source, target) for source in sources]
    return found


def test_nothing_that_is_copied_is_left_out_of_the_context() -> None:
    let_in = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    for source, _ in copied():
        assert source in let_in or ("requirements*.lock" in let_in and source.endswith(".lock")), source


def test_the_guide_can_be_built_from_what_is_copied(tmp_path: Path) -> None:
    for source, target in copied():
        if source == "web":
            continue
        place = tmp_path / target / (Path(source).name if target.endswith("/") else "")
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(
                ROOT / source, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("embeds", "__pycache__")
            )
        else:
            shutil.copyfile(ROOT / source, place)
    assert hatch_build.build_guide(tmp_path)
    assert (tmp_path / "src/chathub/embeds/guide/index.html").exists()
