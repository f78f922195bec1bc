"""The pictures of the README, taken of a running demonstration: `make screenshots` writes them into docs/images."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 780}
QUESTION = "Hello! Do you have jasmine tea in tins?"


def main() -> None:
    command = [sys.executable, "-m", "chathub", "demo", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as demo:
        assert demo.stdout is not None
        try:
            asyncio.run(take_all(json.loads(demo.stdout.readline())["shop"].removesuffix("/shop")))
        finally:
            demo.terminate()


async def take_all(pages: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        await shop(browser, pages)
        await crm(browser, pages, "light")
        await crm(browser, pages, "dark")
        await phone(browser, pages)
        await browser.close()


async def opened(browser: Browser, url: str, size: dict[str, int], **options: object) -> Page:
    """A page on which nothing moves, in a fresh profile."""
    context = await browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale="en-GB",
        reduced_motion="reduce",
        **options,  # type: ignore[arg-type]
    )
    page = await context.new_page()
    await page.goto(url)
    return page


async def write(page: Page, text: str) -> None:
    await page.get_by_role("button", name="Open chat").click()
    await page.get_by_role("textbox", name="Message").fill(text)
    await page.keyboard.press("Enter")
    await page.get_by_role("log").get_by_text(text).wait_for()


async def shop(browser: Browser, pages: str) -> None:
    page = await opened(browser, f"{pages}/shop", WIDE)
    await write(page, QUESTION)
    await take(page, "shop")


async def crm(browser: Browser, pages: str, scheme: str) -> None:
    page = await opened(browser, f"{pages}/crm", WIDE, color_scheme=scheme)
    await page.get_by_role("button", name="Linden & Leaf Shop").first.click()
    await page.get_by_role("tab", name="Mine").click()
    await page.get_by_role("listitem").get_by_role("button").first.click()
    await page.get_by_role("log").wait_for()
    await take(page, "crm" if scheme == "light" else "crm-dark")


async def phone(browser: Browser, pages: str) -> None:
    page = await opened(browser, f"{pages}/shop", PHONE, device_scale_factor=2, has_touch=True, is_mobile=True)
    await write(page, "Can I pick my order up today?")
    await take(page, "phone")


async def take(page: Page, name: str) -> None:
    """Pictures and fonts are there, and whatever was said last is in sight."""
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")
    print(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
