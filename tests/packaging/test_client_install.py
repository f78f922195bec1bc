"""`pip install sdk/python` in an empty environment gives a typed client and nothing else of ours."""

import os
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.packaging.test_install import ROOT, WHEELS, run

pytestmark = [pytest.mark.install, pytest.mark.timeout(300)]
SIGN = "import sys, chathub_client as c; print(c.__file__); assert 'fastapi' not in sys.modules"

OFFLINE = ["--quiet", "--no-index", "--find-links", str(WHEELS)]


def wheel_of_client(python: Path, place: Path) -> Path:
    """Builds it into that folder."""
    run(python, "-m", "pip", "wheel", *OFFLINE, "--wheel-dir", place, ROOT / "sdk/python", path=os.environ["PATH"])
    (wheel,) = place.glob("chathub_client-*.whl")
    return wheel


def test_it_installs_typed_and_without_tests(tmp_path: Path) -> None:
    path = os.environ["PATH"]
    run(sys.executable, "-m", "venv", tmp_path / "environment", path=path)
    python = tmp_path / "environment" / "bin" / "python"
    wheel = wheel_of_client(python, tmp_path / "made")
    names = ZipFile(wheel).namelist()
    assert "chathub_client/py.typed" in names
    assert "chathub_client/contrib/django.py" in names
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"chathub_client"}
    assert not any("test" in name for name in names)
    run(python, "-m", "pip", "install", *OFFLINE, "--no-compile", wheel, path=path)
    package = Path(run(python, "-I", "-c", SIGN, path=path).strip()).parent
    assert package.is_relative_to(tmp_path / "environment")
