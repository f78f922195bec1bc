"""`pip install sdk/python` in an empty environment gives a typed client and nothing else of ours."""

import os
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.packaging.test_install import ROOT, WHEELS, run

pytestmark = [pytest.mark.install, pytest.mark.timeout(300)]
SIGN = "import sys, chathub_client as c; print(c.__file__); assert 'fastapi' not in sys.modules"


def test_it_installs_typed_and_without_tests(tmp_path: Path) -> None:
    path = os.environ["PATH"]
    run(sys.executable, "-m", "venv", tmp_path / "environment", path=path)
    python = tmp_path / "environment" / "bin" / "python"
    offline = ["--quiet", "--no-index", "--find-links", str(WHEELS)]
    run(python, "-m", "pip", "wheel", *offline, "--wheel-dir", tmp_path / "made", ROOT / "sdk/python", path=path)
    (wheel,) = (tmp_path / "made").glob("chathub_client-*.whl")
    names = ZipFile(wheel).namelist()
    assert "chathub_client/py.typed" in names
    assert "chathub_client/contrib/django.py" in names
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"chathub_client"}
    assert not any("test" in name for name in names)
    run(python, "-m", "pip", "install", *offline, "--no-compile", wheel, path=path)
    package = Path(run(python, "-I", "-c", SIGN, path=path).strip()).parent
    assert package.is_relative_to(tmp_path / "environment")
