"""The client works against the real server on every Python that its wheel is for, with httpx and nothing else."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.processes import PASSWORD, answer, serving
from tests.fresh import prepare
from tests.packaging.test_client_install import OFFLINE, wheel_of_client
from tests.packaging.test_install import ROOT, run

pytestmark = [pytest.mark.install, pytest.mark.timeout(300)]

PROJECT = tomllib.loads((ROOT / "sdk/python/pyproject.toml").read_text())["project"]
VERSIONS = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
PROGRAM = Path(__file__).with_name("client_program.py")


def interpreter(version: str) -> Path | None:
    """That Python, of pyenv's or on the path; None where this machine has none that starts."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates = [*sorted(pyenv.glob(f"versions/{version}.*/bin/python{version}"))]
    # On the path may be a shim of pyenv's, which starts only what somebody has chosen.
    candidates += [Path(found)] if (found := shutil.which(f"python{version}")) else []
    for python in candidates:
        if subprocess.run([python, "-c", "import ssl, venv"], capture_output=True, check=False).returncode == 0:
            return python
    return None


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once, as for a registry."""
    return wheel_of_client(Path(sys.executable), tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a company of one organization and one operator."""
    data = prepare(tmp_path_factory.mktemp("data") / "data")
    with serving(data) as server:
        answer("company", "create", "--login", "tea", "--name", "Tea", "--password", PASSWORD, "--data", data)
        organization = str(answer("organization", "create", "--company", "tea", "--name", "S", "--data", data)["id"])
        answer("operator", "add", "--organization", organization, "--name", "Iryna", "--data", data)
        yield server.url


def test_the_oldest_that_is_tried_is_the_oldest_that_is_promised() -> None:
    assert PROJECT["requires-python"] == f">={VERSIONS[0]}"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_companys_program_runs(version: str, wheel: Path, url: str, tmp_path: Path) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"this machine has no Python {version}")
    path = os.environ["PATH"]
    run(python, "-m", "venv", "--without-pip", tmp_path / "environment", path=path)
    theirs = tmp_path / "environment" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", theirs, "install", *OFFLINE, wheel, path=path)
    # Every warning is told: of what the next Python drops, of connections left open.
    done = subprocess.run(
        [theirs, "-I", "-W", "error", PROGRAM, url, "tea", PASSWORD],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
