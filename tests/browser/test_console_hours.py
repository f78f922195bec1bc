"""Opening hours are tried before they are saved: what a visitor would see stands beside them, at any moment."""

import re

import pytest
from msgspec.structs import replace
from playwright.async_api import Page, expect

from chathub.desk.access import CompanyActor
from chathub.desk.channel_settings import change_settings, settings_of
from chathub.desk.channels import create_web_channel
from chathub.desk.opening_hours import change_hours, hours_of
from chathub.protocol.settings import OpeningHours, Span
from tests.browser.axe import findings_of_page
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House
from tests.browser.tab import Tab
from tests.browser.test_console_channels import THEMES, preview, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]


async def at_hours(page: Page, house: House) -> None:
    await sign_in(page, house, screen="hours")
    await expect(page.get_by_label("As of")).to_be_visible()


async def says(page: Page, text: str) -> None:
    """The head of the chat in the preview, by the visitor's clock, which is UTC's here."""
    await expect(preview(page).locator(".head .state")).to_have_text(re.compile(text))


async def test_what_a_visitor_would_see_stands_beside_hours_that_nobody_saved(house: House, profiles: Profiles) -> None:
    store, company = house.live.core.store, CompanyActor(house.company)
    second = await create_web_channel(store, house.sales.id, "Zoo")
    words = replace(await settings_of(store, company, second.guid), away_text="The zoo sleeps.")
    await change_settings(store, company, second.guid, words)
    page = await (await profiles.new(timezone_id="UTC")).new_page()
    tab = await Tab.watching(page)
    await at_hours(page, house)
    as_of, told = page.get_by_label("As of"), page.get_by_role("region", name="Preview").get_by_role("status")
    await says(page, "We are online")
    await expect(told).to_have_text("Open day and night.")
    calls = len(tab.asked("/api/"))
    await page.get_by_label("At set hours").check()
    await page.get_by_label("Time zone").select_option("Europe/Kyiv")
    # A Monday, before it opens.
    await as_of.fill("2026-11-30T08:00")
    await expect(page.get_by_label("As of, by the clock of Europe/Kyiv")).to_be_visible()
    await expect(told).to_have_text(re.compile(r"Closed then\. Opens Monday.* 30 November.* 0?9:00\."))
    await says(page, r"We are back: Monday.* 0?7:00")
    await as_of.fill("2026-11-30T10:00")
    await expect(told).to_have_text(re.compile(r"Open then, until Monday.* 18:00\."))
    await says(page, "We are online")
    await page.get_by_label("Monday, from").fill("11:00")
    await says(page, r"We are back: Monday.* 0?9:00")
    # Half typed: that span does not count, the other days do.
    await page.get_by_label("Monday, to").fill("")
    await says(page, r"We are back: Tuesday.* 0?7:00")
    await page.get_by_role("button", name="Add a date").click()
    await page.get_by_label("Date 1: day").fill("2026-12-01")
    await says(page, r"We are back: Wednesday.* 0?7:00")
    await page.get_by_label("Time zone").select_option("America/New_York")
    await says(page, r"We are back: Wednesday.* 14:00")
    assert len(tab.asked("/api/")) == calls
    await page.get_by_label("Looks of the channel").select_option("Zoo")
    await expect(preview(page).get_by_text("The zoo sleeps.")).to_be_visible()
    await says(page, r"We are back: Wednesday.* 14:00")
    await page.get_by_role("button", name="Now").click()
    await expect(page.get_by_role("button", name="Now")).to_be_disabled()
    await expect(as_of).not_to_have_value("2026-11-30T10:00")
    assert tab.sockets == []
    assert await hours_of(store, company, house.sales.id) is None


async def test_nobody_is_here_means_the_hours_that_are_kept(house: House, profiles: Profiles) -> None:
    page = await (await profiles.new(timezone_id="UTC")).new_page()
    looks = f"/{house.sales.channel.guid}/looks"
    await sign_in(page, house, looks)
    # Open in the preview at once, as it has no other way.
    await page.get_by_label("Round button").select_option("hidden")
    await says(page, "We are online")
    await page.get_by_role("radio", name="Nobody is here").check()
    await says(page, "We reply as soon as we can")
    hours = OpeningHours("UTC", ((Span("05:17", "06:00"),),) * 7)
    await change_hours(house.live.core.store, CompanyActor(house.company), house.sales.id, hours)
    await page.get_by_role("button", name="Discard").click()
    await page.reload()
    await page.get_by_label("Round button").select_option("hidden")
    await page.get_by_role("radio", name="Nobody is here").check()
    await says(page, r"We are back: \w+day.* 0?5:17")


@only_in_chromium("both send and read the same headers; the editor of channels does so in both")
async def test_two_people_who_set_one_organizations_hours_undo_nothing_of_each_others_unseen(
    house: House, tab: Tab, profiles: Profiles
) -> None:
    page, store, company = tab.page, house.live.core.store, CompanyActor(house.company)

    async def monday() -> tuple[Span, ...]:
        hours = await hours_of(store, company, house.sales.id)
        assert hours is not None
        return hours.week[0]

    await change_hours(store, company, house.sales.id, OpeningHours("UTC", ((Span("09:00", "18:00"),),) * 7))
    await at_hours(page, house)
    other = await (await profiles.new()).new_page()
    await at_hours(other, house)
    mine, theirs = (window.get_by_label("Monday, from") for window in (page, other))

    async def save(window: Page) -> None:
        await window.get_by_role("button", name="Save", exact=True).click()

    await theirs.fill("08:00")
    await save(other)
    await expect(other.get_by_role("status").filter(has_text="Saved").first).to_be_visible()
    await mine.fill("07:00")
    await save(page)
    told = page.get_by_role("alert").filter(has_text="Somebody else has saved meanwhile")
    await expect(told).to_be_visible()
    await expect(mine).to_have_value("07:00")
    assert await monday() == (Span("08:00", "18:00"),)
    assert await findings_of_page(page) == []
    await save(page)
    await expect(told).to_have_count(0)
    await expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    assert await monday() == (Span("07:00", "18:00"),)
    # Now the other window is the one that has not heard of it.
    await theirs.fill("10:00")
    await save(other)
    await other.get_by_role("button", name="Take theirs").click()
    await expect(theirs).to_have_value("07:00")
    await expect(other.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    await theirs.fill("06:00")
    await save(other)
    await expect(other.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    await expect(other.locator(".form-foot .spinner")).to_have_count(0)
    await expect(other.get_by_role("alert")).to_have_count(0)
    assert await monday() == (Span("06:00", "18:00"),)


@only_in_chromium("axe reads the same tree and the same colours in both, and a phone's width is the same")
async def test_hours_beside_the_chat_are_for_everybody_and_fit_a_phone(house: House, tab: Tab) -> None:
    page = tab.page
    hours = OpeningHours("UTC", ((Span("09:00", "13:00"), Span("14:00", "18:00")),) * 7)
    await change_hours(house.live.core.store, CompanyActor(house.company), house.sales.id, hours)
    await at_hours(page, house)
    for theme in THEMES:
        await page.emulate_media(color_scheme=theme)
        # Loaded in its colours: none is read half way from one to the other.
        await page.reload()
        await expect(page.get_by_label("As of")).to_be_visible()
        assert await findings_of_page(page) == [], theme
    await page.set_viewport_size({"width": 360, "height": 740})
    below = await page.get_by_role("button", name="Save").bounding_box()
    chat = await page.get_by_role("region", name="Preview").bounding_box()
    assert below is not None
    assert chat is not None
    assert chat["y"] > below["y"]
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
