"""`pip install .` in an empty environment gives a product that runs, with the machine's Node and without any."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import chathub

ROOT = Path(__file__).resolve().parent.parent.parent
# Laid there by `make setup`, from the locks: the install needs no network.
WHEELS = ROOT / ".venv" / "wheels"
EMBEDS = (
    "operator-chat-panel/widget-script.js",
    "operator-chat-panel/token.js",
    "chat-widget/widget-script.js",
    "guide/index.html",
    "guide/search/search_index.json",
)
# All that a build may find on a PATH without Node.
PLAIN_PROGRAMS = ("sh", "env", "uname")

pytestmark = [pytest.mark.install, pytest.mark.timeout(300)]


def run(*command: str | Path, path: str) -> str:
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What a fresh clone would hold, with the changes that are not committed yet."""
    listed = run(
        "git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", path=os.environ["PATH"]
    )
    target = tmp_path / "clone"
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


@pytest.fixture
def path_without_node(tmp_path: Path) -> str:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in PLAIN_PROGRAMS:
        found = shutil.which(name)
        assert found, f"{name} is not on this machine"
        (programs / name).symlink_to(found)
    assert shutil.which("node", path=str(programs)) is None
    return str(programs)


def install(clone: Path, environment: Path, path: str) -> None:
    run(sys.executable, "-m", "venv", environment, path=path)
    options = ["--quiet", "--no-compile", "--no-index", "--find-links", str(WHEELS)]
    run(environment / "bin" / "python", "-m", "pip", "install", *options, clone, path=path)


def check_product(environment: Path, path: str) -> None:
    assert run(environment / "bin" / "chathub", "--version", path=path).strip().endswith(chathub.__version__)
    where = run(environment / "bin" / "python", "-I", "-c", "import chathub; print(chathub.__file__)", path=path)
    package = Path(where.strip()).parent
    assert package.is_relative_to(environment)
    for embed in EMBEDS:
        assert (package / "embeds" / embed).stat().st_size > 0
    assert list((package / "embeds" / "assets").glob("*.js"))
    assert list((package / "store" / "migrations" / "versions").glob("0*.py"))


def test_it_installs_with_the_node_of_the_machine(clone: Path, tmp_path: Path) -> None:
    if not shutil.which("node"):
        pytest.skip("this machine has no Node; the other test covers it")
    install(clone, tmp_path / "environment", os.environ["PATH"])
    check_product(tmp_path / "environment", os.environ["PATH"])


def test_it_installs_without_node(clone: Path, tmp_path: Path, path_without_node: str) -> None:
    install(clone, tmp_path / "environment", path_without_node)
    check_product(tmp_path / "environment", path_without_node)
