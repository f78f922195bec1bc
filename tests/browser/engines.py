"""The two browsers that every promise is held in, both Debian's, each started once and driven by Playwright."""

import sys
from pathlib import Path
from typing import Any, Final, Literal, get_args

import pytest
from playwright.async_api import Browser, BrowserContext, Playwright, expect

from tests.browser.tab import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)

Engine = Literal["chromium", "firefox"]
ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright turns it off; pages in the field have it.
PLAYWRIGHT_FLAGS_TO_DROP = ["--disable-back-forward-cache"]
PREFERENCES: dict[str, str | float | bool] = {
    # `TestUtils.gc()`, for tests that look whether something is still held.
    "dom.testing.testutils.enabled": True,
    # A mouse, which a machine without a screen has not: fine, and it hovers.
    "ui.primaryPointerCapabilities": 6,
    "ui.allPointerCapabilities": 6,
}
OF_OURS = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")
CONTEXT: dict[Engine, dict[str, Any]] = {
    "chromium": {},
    # What this Firefox cannot be told over WebDriver BiDi is not asked of it; see `firefox.py`.
    "firefox": {"color_scheme": "null", "reduced_motion": "null", "forced_colors": "null", "contrast": "null"},
}


def only_in_chromium(_reason: str) -> pytest.MarkDecorator:
    """For a test of what the other engine has not, or cannot be made to do from outside."""
    return pytest.mark.parametrize("engine", ["chromium"], indirect=True)


class Engines:
    """Starts a browser when the first test needs it."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self._playwright = playwright
        self._folder = folder
        self._running: dict[Engine, Browser] = {}

    async def browser(self, engine: Engine) -> Browser:
        """The one browser of this engine; another if it has crashed, which is the matter of one test and not of all."""
        running = self._running.get(engine)
        if running is None or not running.is_connected():
            self._running[engine] = await (self._chromium() if engine == "chromium" else self._firefox())
        return self._running[engine]

    async def _chromium(self) -> Browser:
        return await self._playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, ignore_default_args=PLAYWRIGHT_FLAGS_TO_DROP
        )

    async def _firefox(self) -> Browser:
        program = self._folder / "firefox"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} {Path(__file__).with_name("firefox.py")} "$@"\n')
        program.chmod(0o700)
        return await self._playwright.firefox.launch(
            channel="moz-firefox", executable_path=program, firefox_user_prefs=PREFERENCES
        )

    async def close(self) -> None:
        """All that were started."""
        for browser in self._running.values():
            await browser.close()


class Profiles:
    """Fresh profiles of one browser, for the people of one test."""

    def __init__(self, engine: Engine, browser: Browser) -> None:
        self.engine: Engine = engine
        self._browser = browser
        self._open: list[BrowserContext] = []
        self._foreign: list[str] = []

    async def new(self, **options: Any) -> BrowserContext:
        """Somebody's profile: nothing is stored in it yet."""
        given = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **CONTEXT[self.engine], **options}
        context = await self._browser.new_context(**given)
        context.set_default_timeout(PATIENCE * 1000)
        context.on("request", lambda request: self._heard(request.url))
        self._open.append(context)
        return context

    def _heard(self, url: str) -> None:
        if not url.startswith(OF_OURS):
            self._foreign.append(url)

    async def close(self) -> None:
        """All of them; whatever they showed, they asked nobody else."""
        for context in self._open:
            await context.close()
        assert self._foreign == [], "a request left for a foreign host"
