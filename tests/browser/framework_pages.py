"""The scripts of the framework pages, built from `frameworks/` with the compilers that companies use."""

import hashlib
import re
from pathlib import Path

import hatch_build
from tests.browser.company_site import HOST, NO_ICON, SCRIPTS, CompanySite

FOLDER = Path(__file__).parent / "frameworks"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
EXAMPLE_SERVER = "http://127.0.0.1:8080"
"""What the examples' pages say of where ChatHub is."""
NOT_SOURCES = {"node_modules", "dist"}
# What companies take as it is from the package.
READY = {
    "turbo": "node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js",
    "htmx": "node_modules/htmx.org/dist/htmx.js",
}
FRAMEWORKS = ("react", "vue", "angular")
OWN = "const fetchOperatorToken = tokenAsText;"
"""The documented React component asks for its token by a name that each company fills."""


def build() -> None:
    """Brings `dist/` up to date; nothing to do when it is."""
    digest = hashlib.sha256()
    examples = [path for name in FRAMEWORKS for path in (EXAMPLES / name / "src").rglob("*")]
    for path in sorted([*FOLDER.rglob("*"), *examples]):
        if path.is_file() and not NOT_SOURCES.intersection(path.parts):
            digest.update(path.name.encode() + path.read_bytes())
    stamp = FOLDER / "dist" / ".built-from"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    node = hatch_build.find_node()
    assert node is not None, "no Node.js that fits: run `make setup`"
    hatch_build.install_packages(FOLDER, node)
    node.run(["run", "--silent", "build"], FOLDER)
    stamp.write_text(digest.hexdigest())


def script(name: str) -> str:
    """A page's script, or a framework's own."""
    return (FOLDER / READY.get(name, f"dist/{name}.js")).read_text()


def write(site: CompanySite, name: str, path: str, body: str, head: str = "") -> str:
    """Serves a page that loads one of them, and says its address."""
    integration = "\n".join((SCRIPTS / each).read_text() for each in ("integration.js", "own.js"))
    for file, code in ((f"/{name}.js", script(name)), ("/integration.js", f"{integration}\n{OWN}")):
        site.pages[file] = (200, {"Content-Type": "text/javascript"}, code.replace(HOST, site.api).encode())
    scripts = f'<script src="/integration.js"></script><script src="/{name}.js" defer></script>'
    return site.page(
        path, f"<!doctype html><html lang=en><head><title>CRM</title>{NO_ICON}{scripts}{head}</head>{body}"
    )


def write_example(site: CompanySite, name: str) -> str:
    """Serves an example of ours, and says its address."""
    code = {"Content-Type": "text/javascript"}
    site.pages["/application.js"] = (200, code, script(f"example-{name}").encode())
    integration = "\n".join((SCRIPTS / each).read_text() for each in ("integration.js", "own.js"))
    site.pages["/integration.js"] = (200, code, integration.replace(HOST, site.api).encode())
    html = (EXAMPLES / name / "index.html").read_text()
    assert EXAMPLE_SERVER in html
    html = html.replace(EXAMPLE_SERVER, site.api)
    html, found = re.subn(r'"/src/main\.[a-z]+"', '"/application.js"', html)
    assert found == 1
    return site.page("/", html.replace("<title>", f'{NO_ICON}<script src="/integration.js"></script><title>'))
