"""What the closed widget costs a page, and how long the main thread is held when the chat opens on a slow phone.

Lighthouse (mobile) looks at a bare page without the widget and with it, in turn. Then the chat is opened in Chromium
with a processor slowed four times, and the longest task until it stands is told.
"""

import argparse
import asyncio
import contextlib
import http.server
import json
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright

import hatch_build
from bench.ground import chathub, free_port, machine, report, serving, write_section

FOLDER = Path(__file__).parent / "lighthouse"
SLOWED = 4
OPENING_SECONDS = 6.0
LIGHTHOUSE_SECONDS = 180
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TEXT = "<p>A page with a little text, as plain as can be, so that whatever is added to it shows.</p>" * 12
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A bare page</title>'
    '<meta name="viewport" content="width=device-width"><meta name="description" content="A bare page">'
    "</head><body><main><h1>A bare page</h1>{text}</main>{embed}</body></html>"
)
# Begins before anything of ours runs: the browser tells of tasks over 50 ms only to who listens.
WATCH = """
window.__tasks = [];
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.__tasks.push(task.duration);
}).observe({ type: "longtask", buffered: true });
"""


@dataclass(frozen=True, slots=True)
class Looked:
    """What Lighthouse found on one page."""

    score: float
    """Of 100, for performance."""
    blocking: float
    """Milliseconds of blocking time."""


@contextlib.contextmanager
def pages(bodies: dict[str, str]) -> Iterator[str]:
    """A small site on loopback; its origin."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = bodies.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: the figures are what is printed."""

    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{site.server_port}"
    finally:
        site.shutdown()
        thread.join(5)
        site.server_close()


def command(data: Path, *words: str) -> dict[str, Any]:
    """Runs one of our commands and reads its JSON."""
    line = [sys.executable, "-m", "chathub", *words, "--data", str(data), "--json"]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=60)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def channel_for(data: Path) -> tuple[int, str]:
    """A company with an organization (its id) and a website channel (its guid)."""
    command(data, "company", "create", "--login", "bench", "--password", "a bench needs none", "--name", "Bench")
    made = command(data, "organization", "create", "--company", "bench", "--name", "Support")
    channel = command(data, "channel", "create", "web", "--organization", str(made["id"]), "--name", "Site")
    return int(made["id"]), str(channel["guid"])


def look(address: str) -> Looked:
    """One run of Lighthouse, as for a phone on a slow line."""
    node = hatch_build.find_node()
    assert node is not None  # the front end has been built
    line = [
        str(node.program),
        str(FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"),
        address,
        "--quiet",
        "--output=json",
        "--only-categories=performance",
        f"--chrome-flags={' '.join(FLAGS)}",
    ]
    done = subprocess.run(line, capture_output=True, text=True, timeout=LIGHTHOUSE_SECONDS, check=False)
    if done.returncode != 0:
        sys.exit(f"Lighthouse failed: {done.stderr[-2000:]}")
    found = json.loads(done.stdout)
    return Looked(
        found["categories"]["performance"]["score"] * 100, found["audits"]["total-blocking-time"]["numericValue"]
    )


async def _open_once(page: Page, address: str) -> float:
    """The longest task in milliseconds from the click until the chat stands; 0 where none took 50."""
    slow = await page.context.new_cdp_session(page)
    await page.add_init_script(WATCH)
    await page.goto(address)
    launcher = page.get_by_role("button", name="Open chat")
    await launcher.wait_for()
    await slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    await page.evaluate("window.__tasks.length = 0")
    await launcher.click()
    await page.get_by_role("textbox").wait_for()
    await asyncio.sleep(OPENING_SECONDS / 2)
    tasks: list[float] = await page.evaluate("window.__tasks")
    return max(tasks, default=0.0)


async def opening(address: str, rounds: int) -> list[float]:
    """The longest task of each of several openings, each in a fresh profile."""
    found = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS[1:]))
        for _ in range(rounds):
            context = await browser.new_context(viewport={"width": 390, "height": 844})
            found.append(await _open_once(await context.new_page(), address))
            await context.close()
        await browser.close()
    return found


def main() -> None:
    """Prints a table; with --write it goes into bench/README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is looked at, and the chat opened")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    node = hatch_build.find_node()
    if node is None:
        sys.exit("No Node.js that fits: run `make setup`.")
    hatch_build.install_packages(FOLDER, node)
    with tempfile.TemporaryDirectory(prefix="chathub-bench-") as folder:
        data = Path(folder)
        organization, guid = channel_for(data)
        port = free_port()
        bodies = {"/without": PAGE.format(text=TEXT, embed="")}
        bodies["/with"] = PAGE.format(
            text=TEXT,
            embed='<script type="module" id="chat-widget-script"'
            f' src="http://127.0.0.1:{port}/chat-widget/widget-script.js" guid="{guid}"></script>',
        )
        with pages(bodies) as site:
            command(data, "organization", "origins", str(organization), "--add", site)
            with serving(chathub(data, port), port, "/readyz"):
                looked: dict[str, list[Looked]] = {path: [] for path in bodies}
                for _ in range(options.rounds):
                    for path, found in looked.items():
                        found.append(look(site + path))
                tasks = asyncio.run(opening(f"{site}/with", options.rounds))
    _tell(looked, tasks, write=options.write)


def _tell(looked: dict[str, list[Looked]], tasks: list[float], *, write: bool) -> None:
    score = {path: statistics.median(one.score for one in found) for path, found in looked.items()}
    blocking = {path: statistics.median(one.blocking for one in found) for path, found in looked.items()}
    report({"score": score, "blocking_ms": blocking, "longest_tasks_ms": tasks})
    lines = [
        f"{machine()}; medians of {len(tasks)}.",
        "",
        "| | a bare page | the same with the closed widget |",
        "|---|---|---|",
        f"| Lighthouse mobile, performance | {score['/without']:.0f} | {score['/with']:.0f} |",
        f"| blocking time, ms | {blocking['/without']:.0f} | {blocking['/with']:.0f} |",
        "",
        f"Opening the chat with the processor slowed {SLOWED} times, the longest task of each of {len(tasks)} times: {', '.join(f'{task:.0f}' for task in sorted(tasks))} ms.",
    ]
    print("\n".join(lines))
    if write:
        write_section("embeds", lines)


if __name__ == "__main__":
    main()
