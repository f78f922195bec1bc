"""From an empty data directory to a conversation, by what stands on the screens alone."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.axe import findings_of_page
from tests.browser.engines import Profiles
from tests.browser.sites import Site
from tests.browser.tab import Tab
from tests.cli.processes import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

PASSWORD = "four words make one"
QUESTION = "Do you have jasmine tea?"
ANSWER = "We do, in tins of 100 g."
MOST_SCREENS = 10


def printed_link(server: Serving) -> str:
    """What the server tells whoever starts it, while there is no company."""
    links = [line["link"] for line in server.log if "link" in line]
    assert len(links) == 1, server.log
    return str(links[0])


class Walk:
    """Somebody who goes from screen to screen, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.screens: list[str] = []

    async def arrives(self, title: str) -> None:
        """The next screen is there, and a screen reader finds nothing wrong with it."""
        await expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()
        self.screens.append(title)
        assert await findings_of_page(self.page) == []

    async def fills(self, label: str, text: str) -> None:
        """A field by its label."""
        await self.page.get_by_label(label, exact=True).fill(text)

    async def goes_on(self) -> None:
        await self.page.get_by_role("button", name="Continue").click()


async def sets_up(walk: Walk, link: str, site: Site) -> tuple[str, str]:
    """All five steps: the element to paste, and the operator's link."""
    page = walk.page
    await page.goto(link)
    await walk.arrives("Welcome to ChatHub")
    assert link.partition("=")[2] not in page.url
    await walk.fills("Your company’s name", "Linden & Leaf")  # noqa: RUF001 - as it stands there
    await walk.fills("Login", "linden")
    await walk.fills("Password", PASSWORD)
    await walk.goes_on()

    await walk.arrives("Who answers your customers?")
    await walk.fills("Name that customers see", "Linden & Leaf Shop")
    await walk.goes_on()

    await walk.arrives("Where will the chat be?")
    await walk.fills("Address of your website", f"{site.origin}/shop?from=mail")
    await walk.goes_on()

    await walk.arrives("Who is the first operator?")
    await walk.fills("The operator’s name", "Iryna Bondar")  # noqa: RUF001
    await walk.goes_on()

    await walk.arrives("Put the chat on your website")
    element = await page.get_by_label("Anywhere in the page, best before </body>").input_value()
    await expect(page.get_by_text("Waiting to be seen")).to_be_visible()
    await page.get_by_role("button", name="Make a sign-in link").click()
    return element, await page.get_by_label("Sign-in link for Iryna Bondar").input_value()


async def test_from_an_empty_directory_to_a_conversation_within_ten_screens(
    profiles: Profiles, tmp_path: Path, site: Site
) -> None:
    with serving(tmp_path / "data") as server:
        tab = await Tab.watching(await (await profiles.new()).new_page())
        broken: list[str] = []
        tab.page.on("pageerror", lambda error: broken.append(str(error)))
        walk = Walk(tab.page)
        element, link = await sets_up(walk, printed_link(server), site)

        shop = await (await profiles.new()).new_page()
        await shop.goto(site.page("/shop", f"<!doctype html><title>Shop</title><h1>Tea</h1>{element}"))
        walk.screens.append("the shop")
        await expect(tab.page.get_by_text(f"Seen on {site.origin}")).to_be_visible()
        await shop.get_by_role("button", name="Open chat").click()
        await shop.get_by_role("textbox", name="Message").fill(QUESTION)
        await shop.keyboard.press("Enter")

        panel = await (await profiles.new()).new_page()
        await panel.goto(link)
        walk.screens.append("the panel")
        await panel.get_by_role("tab", name="Waiting").click()
        await panel.get_by_role("button", name=QUESTION).click()
        await panel.get_by_role("textbox", name="Message").fill(ANSWER)
        await panel.keyboard.press("Enter")
        await expect(shop.get_by_role("log").get_by_text(ANSWER)).to_be_visible()

        await tab.page.get_by_role("button", name="Finish").click()
        await walk.arrives("Hello,")
        await expect(tab.page.get_by_text(f"Customers see the chat on {site.origin}")).to_be_visible()
        assert len(walk.screens) <= MOST_SCREENS, walk.screens
        assert [line for line in tab.console if "Content" in line and "Policy" in line] == []
        assert broken == []


async def test_a_reload_goes_on_where_it_was_and_the_link_counts_once(
    profiles: Profiles, tmp_path: Path, site: Site
) -> None:
    with serving(tmp_path / "data") as server:
        link = printed_link(server)
        walk = Walk(await (await profiles.new()).new_page())
        await walk.page.goto(link)
        await walk.arrives("Welcome to ChatHub")
        await walk.page.reload()
        await walk.arrives("Welcome to ChatHub")
        await walk.fills("Your company’s name", "Tea Ltd")  # noqa: RUF001
        await walk.fills("Login", "tea")
        await walk.fills("Password", "too short")
        await walk.goes_on()
        await expect(walk.page.get_by_label("Password", exact=True)).to_be_focused()
        await expect(walk.page.get_by_role("alert")).to_have_text(
            "At least 15 characters: four words make a good password."
        )
        await walk.fills("Password", PASSWORD)
        await walk.goes_on()
        await walk.arrives("Who answers your customers?")
        await walk.page.reload()
        await walk.arrives("Who answers your customers?")
        # The company's own name is there already.
        await walk.goes_on()
        await walk.arrives("Where will the chat be?")
        await walk.fills("Address of your website", "tea for two")
        await walk.goes_on()
        await expect(walk.page.get_by_role("alert")).to_contain_text("Write the address of a website")
        await expect(walk.page.get_by_label("Address of your website")).to_have_value("tea for two")
        await walk.fills("Address of your website", site.origin)
        await walk.goes_on()
        await walk.arrives("Who is the first operator?")
        await walk.page.reload()
        await walk.arrives("Who is the first operator?")
        await walk.page.get_by_role("button", name="Do this later").click()
        await walk.arrives("Hello,")
        await expect(walk.page.get_by_role("link", name="Add operators Without them nobody answers.")).to_be_visible()

        stranger = Walk(await (await profiles.new()).new_page())
        await stranger.page.goto(link)
        await stranger.arrives("This link counts no more")
        await stranger.page.get_by_role("button", name="Go to the sign-in").click()
        await stranger.arrives("Sign in")


async def test_a_link_that_is_used_in_another_window_meanwhile_says_so(profiles: Profiles, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        link = printed_link(server)
        first, late = [Walk(await (await profiles.new()).new_page()) for _ in range(2)]
        for walk in (first, late):
            await walk.page.goto(link)
            await walk.arrives("Welcome to ChatHub")
        for walk, login, then in (
            (first, "first", "Who answers your customers?"),
            (late, "late", "This link counts no more"),
        ):
            await walk.fills("Your company’s name", "Tea Ltd")  # noqa: RUF001
            await walk.fills("Login", login)
            await walk.fills("Password", PASSWORD)
            await walk.goes_on()
            await walk.arrives(then)
