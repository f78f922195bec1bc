"""The browsers of the tests: one that crashes costs one test, not all that follow."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from tests.browser.engines import CHROMIUM, Engine, Engines, Profiles
from tests.browser.firefox import FIREFOX
from tests.browser.tab import until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]

PROGRAMS: dict[Engine, str] = {"chromium": Path(CHROMIUM).name, "firefox": Path(FIREFOX).name}


def descendants(pid: int) -> dict[int, str]:
    """All that this process has started, and what those have; what each is called."""
    found: dict[int, str] = {}
    for told in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, told.read_text().split()):
            with suppress(FileNotFoundError):  # one that has just ended
                found |= {child: Path(f"/proc/{child}/comm").read_text().strip()} | descendants(child)
    return found


async def test_a_browser_that_crashed_is_started_anew(engine: Engine, tmp_path: Path) -> None:
    others = descendants(os.getpid())
    async with async_playwright() as playwright:
        engines = Engines(playwright, tmp_path)
        crashed = await engines.browser(engine)
        profiles = Profiles(engine, crashed)
        await (await profiles.new()).new_page()
        for pid, name in descendants(os.getpid()).items():
            if name == PROGRAMS[engine] and pid not in others:
                with suppress(ProcessLookupError):  # it has gone with its parent
                    os.kill(pid, signal.SIGKILL)
        await until(lambda: not crashed.is_connected())
        await profiles.close()
        following = Profiles(engine, await engines.browser(engine))
        page = await (await following.new()).new_page()
        assert await page.evaluate("1 + 1") == 2
        await following.close()
        await engines.close()
