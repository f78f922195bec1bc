"""Write the requirements-*.lock files from the ranges in pyproject.toml: exact versions and hashes, no addresses.

The hashes must hold on every machine, so what this one sets for pip (mirrors, wheels on disk, caps) is left out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS_ALONE = ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT", "PIP_NO_INDEX")


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    runtime: list[str] = project["project"]["dependencies"]
    compile_lock("requirements.lock", runtime)
    compile_lock("requirements-dev.lock", runtime + expand(groups, "dev"), within="requirements.lock")
    compile_lock("requirements-build.lock", expand(groups, "build"), within="requirements-dev.lock")
    compile_lock("requirements-node.lock", expand(groups, "node"))
    compile_lock("requirements-older.lock", expand(groups, "older"), within="requirements-dev.lock")


def expand(groups: dict[str, list[Any]], name: str) -> list[str]:
    """The requirements of a dependency group, with the groups that it includes."""
    found: list[str] = []
    for entry in groups[name]:
        found += [entry] if isinstance(entry, str) else expand(groups, entry["include-group"])
    return found


def compile_lock(name: str, requirements: list[str], within: str | None = None) -> None:
    """Resolve anew and write one lock; versions that the lock `within` names are kept to."""
    environment = {key: value for key, value in os.environ.items() if key not in OURS_ALONE}
    environment["PIP_CONFIG_FILE"] = os.devnull
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "requirements.in")
        wanted.write_text("\n".join([*requirements, *([f"-c {ROOT / within}"] if within else [])]) + "\n")
        made = Path(folder, name)
        options = ["--generate-hashes", "--allow-unsafe", "--strip-extras", "--upgrade", "--quiet"]
        options += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        command = [sys.executable, "-m", "piptools", "compile", *options, "--output-file", str(made), str(wanted)]
        print(f"resolving {name}", flush=True)
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        text = made.read_text()
    if "://" in text:
        sys.exit(f"{name} would hold an address; nothing was written")
    head = "# Made by `make lock` from pyproject.toml. Versions and hashes only, so that any index serves it.\n"
    (ROOT / name).write_text(head + text)


if __name__ == "__main__":
    main()
