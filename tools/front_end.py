"""Run an npm script of web/ with the Node that builds the front end: `python tools/front_end.py check`.

`python tools/front_end.py --install` brings the packages of web/ and of the browser tests, and runs nothing.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import hatch_build  # noqa: E402 (it lies at the root, where hatchling looks for it)


def main() -> None:
    node = hatch_build.find_node()
    if node is None:
        sys.exit("No Node.js that fits: run `make setup`.")
    try:
        hatch_build.install_packages(ROOT / "web", node)
        if sys.argv[1:] == ["--install"]:
            hatch_build.install_packages(ROOT / "tests" / "browser" / "frameworks", node)
            return
        for script in sys.argv[1:]:
            node.run(["run", "--silent", script], ROOT / "web")
    except hatch_build.FrontEndError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
