"""The code in docs/, block by block: which are run, by which test, and why the others are not."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
# Made from the program, or about choices: no instructions to follow.
NOT_LOOKED_AT = {"reference", "decisions"}
BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)

SHELL = "tests/docs/test_commands.py"
BROWSER = "tests/browser/test_guide_samples.py"
PYTHON = "tests/docs/test_python.py"

RUN = {
    "by-command.md 1": SHELL,
    "by-command.md 2": SHELL,
    "by-command.md 3": SHELL,
    "by-command.md 4": SHELL,
    "data-rights.md 1": SHELL,
    "embedding.md 1": BROWSER,
    "embedding.md 2": BROWSER,
    "embedding.md 3": BROWSER,
    "embedding.md 4": BROWSER,
    "embedding.md 5": BROWSER,
    "embedding.md 6": BROWSER,
    "embedding.md 7": BROWSER,
    "embedding.md 8": BROWSER,
    "operations.md 1": SHELL,
    "operations.md 2": SHELL,
    "operations.md 3": SHELL,
    "operations.md 4": SHELL,
    "operations.md 7": SHELL,
    "operations.md 9": SHELL,
    "python.md 2": PYTHON,
    "python.md 3": PYTHON,
    "python.md 4": PYTHON,
    "python.md 5": PYTHON,
    "python.md 6": PYTHON,
    "settings-of-chats.md 1": SHELL,
    "settings-of-chats.md 2": SHELL,
    "tutorial.md 2": SHELL,
    "tutorial.md 3": BROWSER,
    "tutorial.md 4": BROWSER,
}
NOT_RUN = {
    "embedding.md 9": "an excerpt of examples/react, which tests/browser/test_fresh_tokens.py runs",
    "embedding.md 10": "for a compiler: the types that it names are checked by `tsc` with the front end",
    "operations.md 5": "names somebody's database server: tests/cli/test_on_postgres.py starts real ones",
    "operations.md 6": "goes back after an upgrade: tests/cli/test_upgrade.py goes there and back",
    "operations.md 8": "takes a port that only root may take: tests/cli/test_tls.py serves with certificates",
    "python.md 1": "tests/packaging/test_client_install.py installs it in the same way, without a registry",
    "tutorial.md 1": "tests/packaging installs the product in the same way, and starts it",
}


def blocks() -> dict[str, str]:
    """Each block's text by its name: the page, and which of its blocks it is."""
    found = {}
    for page in sorted(DOCS.rglob("*.md")):
        name = page.relative_to(DOCS)
        if name.parts[0] in NOT_LOOKED_AT:
            continue
        for number, match in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1):
            found[f"{name.as_posix()} {number}"] = match["text"]
    return found


def block(name: str) -> str:
    """One that the table says is run."""
    assert name in RUN
    return blocks()[name]
