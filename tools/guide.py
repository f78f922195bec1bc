"""What MkDocs does besides when it builds docs/: pages from the root, links that leave docs/, a strict policy.

MkDocs finds the functions by their names: https://www.mkdocs.org/dev-guide/plugins/#events
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
FROM_ROOT = {
    "ARCHITECTURE.md": "explanation/architecture.md",
    "CHANGELOG.md": "changelog.md",
    "sdk/python/README.md": "reference/python-client.md",
}
"""Pages that lie elsewhere in the repository, where people look for them, and where they stand in the guide."""
# Of the theme: search in languages that we do not write, and what only its developers need.
UNUSED = re.compile(r"assets/javascripts/lunr/|\.map$")
# It names the site's address, which is each server's own; and a server of ours has its own words for what is not there.
UNWANTED = ("sitemap.xml", "sitemap.xml.gz", "404.html")
LINK = re.compile(r"\[(?P<text>[^\]\[]+)\]\((?P<to>[^)\s]+)\)")
SCRIPT = re.compile(r"<script>(.+?)</script>", re.DOTALL)
# Each block of code gets a landmark of its own for its button, all without a name.
COPY_BUTTONS = (b'"nav",{class:"md-code__nav"}', b'"div",{class:"md-code__nav"}')
SOURCE_MAP = re.compile(rb"\n?(?://#|/\*#) sourceMappingURL=\S+(?: ?\*/)?")

_scripts: dict[str, str] = {}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for name, uri in FROM_ROOT.items():
        files.append(File.generated(config, uri, content=(ROOT / name).read_text(encoding="utf-8")))
    for file in [file for file in files if UNUSED.search(file.src_uri)]:
        files.remove(file)
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links are written for who reads the repository; here those that leave docs/ say where that would be."""
    uri = page.file.src_uri
    home = next((name for name, place in FROM_ROOT.items() if place == uri), f"docs/{uri}")

    def turned(match: re.Match[str]) -> str:
        to, _, anchor = match["to"].partition("#")
        if not to or ":" in to:
            return match[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(home), to))
        inside = FROM_ROOT.get(path) or (path.removeprefix("docs/") if path.startswith("docs/") else None)
        if inside is None:
            return match["text"] if path in match["text"] else f"{match['text']} (`{path}` in the source)"
        here = posixpath.relpath(inside, posixpath.dirname(uri) or ".")
        return f"[{match['text']}]({here}{'#' + anchor if anchor else ''})"

    return LINK.sub(turned, markdown)


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Scripts within a page become files, so that its policy can forbid the former; and the search gets a name."""

    def moved(match: re.Match[str]) -> str:
        name = f"assets/javascripts/{hashlib.sha256(match[1].encode()).hexdigest()[:12]}.js"
        _scripts[name] = match[1]
        return f'<script src="{posixpath.relpath(name, posixpath.dirname(page.file.dest_uri) or ".")}"></script>'

    # Some browsers fetch the next page ahead, for which the policy has no word that all of them know.
    output = re.sub(r'<link rel="(?:prev|next)"[^>]*>', "", output)
    output = output.replace('role="dialog">', 'role="dialog" aria-label="Search">')
    return SCRIPT.sub(moved, output)


def on_post_build(config: MkDocsConfig) -> None:
    site = Path(config.site_dir)
    for name, script in _scripts.items():
        (site / name).write_text(script, encoding="utf-8")
    for name in UNWANTED:
        (site / name).unlink(missing_ok=True)
    bundle = next((site / "assets/javascripts").glob("bundle.*.js"))
    code = bundle.read_bytes()
    if COPY_BUTTONS[0] not in code:
        raise PluginError("the theme draws its copy buttons in another way: look whether they are landmarks still")
    bundle.write_bytes(code.replace(*COPY_BUTTONS))
    for path in [*site.rglob("*.min.js"), *site.rglob("*.min.css")]:
        path.write_bytes(SOURCE_MAP.sub(b"", path.read_bytes()))
