"""Make the committed files that are generated from the types and the program; with `--check`, only tell which of them are stale."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import hatch_build  # noqa: E402 (it lies at the root, where hatchling looks for it)

PRINT_TYPES = "import { generated } from './web/protocol/generate.mjs'; process.stdout.write(await generated());"


def recipes() -> dict[str, list[str]]:
    """Each file, and the command that prints it. In order: the last two are made from the first two."""
    node = hatch_build.find_node()
    if node is None:
        sys.exit("No Node.js that fits: run `make setup`.")
    return {
        "spec/realtime.schema.json": [sys.executable, "-m", "chathub.protocol.schema"],
        "spec/openapi.json": [sys.executable, "-m", "chathub", "openapi"],
        "sdk/python/src/chathub_client/resources.py": [sys.executable, "tools/client_types.py"],
        "docs/reference/settings.md": [sys.executable, "-m", "chathub.cli.reference"],
        **{
            f"docs/reference/{name}.md": [sys.executable, "tools/reference.py", name]
            for name in ("commands", "http", "metrics", "realtime")
        },
        "web/console/test/hours-cases.json": [sys.executable, "tools/hours_cases.py"],
        "web/protocol/src/generated.ts": [str(node.program), "--input-type=module", "--eval", PRINT_TYPES],
    }


def main() -> None:
    check = sys.argv[1:] == ["--check"]
    stale = []
    for name, command in recipes().items():
        text = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=60).stdout
        path = ROOT / name
        if path.exists() and path.read_bytes() == text:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text)
    if stale and check:
        sys.exit(f"stale, so run `make generate` and commit: {', '.join(stale)}")
    print("\n".join(f"made {name}" for name in stale) or "All generated files are fresh.")


if __name__ == "__main__":
    main()
