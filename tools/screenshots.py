"""The pictures of the README, taken of a running demonstration: `make screenshots` writes them into docs/images."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 780}
HALF = {"width": 840, "height": 540}
QUESTION = "Hello! Do you have jasmine tea in tins?"
ANSWER = "We do, 100 g and 250 g."


def main() -> None:
    command = [sys.executable, "-m", "chathub", "demo", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as demo:
        assert demo.stdout is not None
        try:
            asyncio.run(take_all(json.loads(demo.stdout.readline())))
        finally:
            demo.terminate()


async def take_all(told: dict[str, str]) -> None:
    pages = told["shop"].removesuffix("/shop")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        await shop(browser, pages)
        await crm(browser, pages, "light")
        await crm(browser, pages, "dark")
        await phone(browser, pages)
        await round_trip(browser, pages)
        await console(browser, told, "console", WIDE, "Home")
        await console(browser, told, "console-dark", WIDE, "Opening hours", "dark")
        await console(browser, told, "console-phone", PHONE, "Operators")
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


async def round_trip(browser: Browser, pages: str) -> None:
    """Both sides of one conversation, beside each other in one picture."""
    customer = await opened(browser, f"{pages}/shop", HALF)
    await write(customer, QUESTION)
    operator = await opened(browser, f"{pages}/crm", HALF)
    await operator.get_by_role("button", name="Linden & Leaf Shop").first.click()
    await operator.get_by_role("button", name="Larger").click()
    await operator.get_by_role("tab", name="Waiting").click()
    # The newest is the first.
    await operator.get_by_role("listitem").get_by_role("button", name=QUESTION).first.click()
    await operator.get_by_role("button", name="Take", exact=True).click()
    await operator.get_by_role("textbox", name="Message").fill(ANSWER)
    await operator.keyboard.press("Enter")
    await customer.get_by_role("log").get_by_text(ANSWER).wait_for()
    # A machine types and sends at once: what tells of typing may come last, and goes by itself.
    await customer.get_by_text("is typing").wait_for(state="hidden")
    sides = [await side.screenshot(animations="disabled") for side in (customer, operator)]
    both = await opened(browser, "about:blank", {"width": 2 * HALF["width"] + 48, "height": HALF["height"] + 32})
    images = "".join(f'<img src="data:image/png;base64,{b64encode(side).decode()}">' for side in sides)
    await both.set_content(f'<body style="display:flex;gap:16px;margin:16px;background:#e2e4e8">{images}')
    await take(both, "round-trip")


async def console(
    browser: Browser, told: dict[str, str], name: str, size: dict[str, int], screen: str, scheme: str = "light"
) -> None:
    """One screen of the company's console, as its owner sees it."""
    page = await opened(browser, f"{told['api']}/console", size, color_scheme=scheme)
    await page.get_by_label("Login").fill(told["login"])
    await page.get_by_label("Password").fill(told["password"])
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("heading", name="Hello,").wait_for()
    if size is PHONE:
        await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("link", name=screen, exact=True).click()
    await page.get_by_role("heading", level=1, name="Hello," if screen == "Home" else screen).wait_for()
    await take(page, name)


async def take(page: Page, name: str) -> None:
    """Pictures and fonts are there, and whatever was said last is in sight."""
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")
    print(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
