"""Bring a fresh clone to where the product (`demo`) or its checks (`develop`) run.

Uses the standard library alone. Each step leaves a stamp of what it was made from, so that the next run does nothing
and needs no network.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "prepared"

# Debian's package, and the command that shows it is there (None: only dpkg can tell).
FOR_DEVELOPMENT: dict[str, str | None] = {
    "caddy": "caddy",
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
    "fonts-dejavu-core": None,  # Latin, Cyrillic and Arabic
    "fonts-noto-color-emoji": None,
    "gcc": "gcc",
    "git": "git",
    "haproxy": "haproxy",
    "libc6-dev": None,  # with gcc: small faults for the disk are compiled in tests
    "libfaketime": None,  # another time for one process: clocks that jump
    "nginx-light": "nginx",
    "postgresql": None,  # its programs are not on the path
    "redis-server": "redis-server",
    "strace": "strace",
    "systemd": "systemd-analyze",  # looks at the unit; nothing of it is started
}


def main() -> None:
    if sys.argv[1:] not in (["demo"], ["develop"]):
        sys.exit("usage: python3 tools/prepare.py demo|develop")
    # Run by whatever Python the machine has, so the lower bound is not known yet.
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(
            f"ChatHub needs Python 3.11 or later; this is {sys.version.split()[0]}. `make PYTHON=...` takes another."
        )
    develop = sys.argv[1] == "develop"
    install_system_packages(FOR_DEVELOPMENT if develop else {})
    make_environment()
    install_locked(develop=develop)
    install_product()
    install_node()
    if develop:
        bring_promtool()
        lay_out_wheels()
        # A checkout whose front end is fresh still needs its tools for the checks.
        run("npm ci", [str(PYTHON), "tools/front_end.py", "--install"], quiet=True)


def say(text: str) -> None:
    print(f"== {text}", flush=True)


def run(what: str, command: list[str], *, quiet: bool = False, **environment: str) -> None:
    """Run one command; a quiet one is heard only when it fails."""
    output = subprocess.PIPE if quiet else None
    errors = subprocess.STDOUT if quiet else None
    variables = {**os.environ, **environment}
    result = subprocess.run(command, cwd=ROOT, env=variables, check=False, text=True, stdout=output, stderr=errors)
    if result.returncode != 0:
        sys.exit(f"{result.stdout or ''}Setting up stopped at: {what} (exit code {result.returncode}).")


def install_system_packages(wanted: dict[str, str | None]) -> None:
    missing = [package for package, command in wanted.items() if not is_installed(package, command)]
    if not has_venv():
        missing.append("python3-venv")
    if not missing:
        return
    names = " ".join(missing)
    if not shutil.which("apt-get"):
        sys.exit(f"Please install what these Debian packages hold, then run this again: {names}")
    if os.geteuid() != 0:
        sys.exit(f"System packages are missing. As root: apt-get install --no-install-recommends {names}")
    say(f"system packages: {names}")
    unasked = {"DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get update", ["apt-get", "update", "-qq"], quiet=True, **unasked)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    run("apt-get install", [*install, "-o", "Dpkg::Use-Pty=0", *missing], quiet=True, **unasked)


def is_installed(package: str, command: str | None) -> bool:
    if command and shutil.which(command):
        return True
    if not shutil.which("dpkg-query"):
        # Fonts elsewhere than on Debian cannot be told: the browser's own are taken.
        return command is None
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True, check=False).stdout == "installed"


def has_venv() -> bool:
    """Debian splits `ensurepip` off Python, and `venv` fails without it."""
    probe = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    return PYTHON.exists() or probe.returncode == 0


def make_environment() -> None:
    works = PYTHON.exists() and subprocess.run([str(PYTHON), "-c", ""], check=False).returncode == 0
    if not works:
        say("Python environment in .venv")
        run("python -m venv", [sys.executable, "-m", "venv", "--clear", str(VENV)])


def install_locked(*, develop: bool) -> None:
    if is_stamped("requirements-dev.lock"):
        return
    locks = ["requirements-dev.lock"] if develop else ["requirements.lock", "requirements-build.lock"]
    for lock in locks:
        install_lock(lock)


def install_lock(lock: str) -> None:
    if is_stamped(lock):
        return
    say(f"Python packages of {lock}")
    run(f"pip install -r {lock}", [*pip(), "--require-hashes", "-r", lock])
    set_stamp(lock)


def install_product() -> None:
    """Put `chathub` into the environment, run from the tree."""
    if is_stamped("pyproject.toml") and (VENV / "bin" / "chathub").exists():
        return
    say("chathub itself")
    run("pip install --editable .", [*pip(), "--no-deps", "--no-build-isolation", "--editable", "."])
    set_stamp("pyproject.toml")


def install_node() -> None:
    """Without a system Node of a fitting version bring one, inside the environment."""
    probe = "import hatch_build, sys; sys.exit(hatch_build.find_node() is None)"
    if subprocess.run([str(PYTHON), "-c", probe], cwd=ROOT, check=False).returncode != 0:
        install_lock("requirements-node.lock")


def lay_out_wheels() -> None:
    """What `make test-install` installs from, so that it needs no network either."""
    locks = ["requirements.lock", "requirements-build.lock", "requirements-node.lock", "requirements-older.lock"]
    if all(is_stamped(f"wheels/{lock}", lock) for lock in locks):
        return
    say("wheels to try the installation with")
    folder = VENV / "wheels"
    shutil.rmtree(folder, ignore_errors=True)
    for lock in locks:
        download = [str(PYTHON), "-m", "pip", "download", "-qq", "--disable-pip-version-check"]
        run(f"pip download -r {lock}", [*download, "--require-hashes", "--dest", str(folder), "-r", lock])
        set_stamp(f"wheels/{lock}", lock)


def bring_promtool() -> None:
    """Prometheus's own checker of alerts and metrics, out of Debian's package, which would run a server if installed.

    Where it cannot be had, its tests say so and are left out.
    """
    if shutil.which("promtool") or (VENV / "bin" / "promtool").exists() or not shutil.which("apt-get"):
        return
    say("promtool, to try the alerts with")
    with tempfile.TemporaryDirectory() as folder:
        for command in (["apt-get", "download", "-qq", "prometheus"], ["sh", "-c", "dpkg-deb -x *.deb ."]):
            subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=300)
        program = Path(folder, "usr/bin/promtool")
        if program.exists():
            shutil.copy(program, VENV / "bin" / "promtool")
        else:
            say("it could not be had from Debian: its tests are skipped")


def pip() -> list[str]:
    return [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]


def is_stamped(name: str, source: str | None = None) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == fingerprint(source or name)


def set_stamp(name: str, source: str | None = None) -> None:
    stamp = STAMPS / name
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint(source or name))


def fingerprint(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
