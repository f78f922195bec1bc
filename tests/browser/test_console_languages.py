"""The console in other languages: one that is read from right to left, and one whose words are long."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.axe import findings_of_page
from tests.browser.console import LOGIN, OVERFLOWS, PASSWORD
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House
from tests.browser.test_console import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

MONDAY = "الاثنين"
LINKS = "links => links.map((link) => link.pathname)"

CUT_OFF = """() => [...document.querySelectorAll("select")]
  .filter(({ options, clientWidth }) => clientWidth > 0 && options.length < 20)
  .flatMap((select) => {
    const style = getComputedStyle(select);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const room = select.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
    return [...select.options].map(({ text }) => text).filter((text) => pen.measureText(text).width > room);
  })"""
"""The choices that are longer than their field, in all but lists such as that of time zones."""


async def signs_in(page: Page) -> None:
    await page.get_by_label("اسم الدخول").fill(LOGIN)
    await page.get_by_label("كلمة المرور").fill(PASSWORD)
    await page.get_by_role("button", name="تسجيل الدخول").click()
    await expect(page.get_by_role("heading", level=1, name="مرحبًا")).to_be_visible()


@only_in_chromium("layout is looked at once, and axe with it; the way through it is walked in both")
@pytest.mark.parametrize("size", [None, PHONE], ids=["wide", "phone"])
async def test_every_screen_fits_and_is_sound_in_arabic(
    profiles: Profiles, house: House, size: dict[str, int] | None
) -> None:
    page = await (await profiles.new(locale="ar", **({"viewport": size} if size else {}))).new_page()
    await page.goto(f"{house.live.url}/console")
    await signs_in(page)
    assert await page.evaluate("document.documentElement.dir") == "rtl"
    channel = f"/console/organization/{house.sales.id}/channels/{house.sales.channel.guid}"
    own = "nav a[href^='/console']"
    places = await page.locator(own).evaluate_all(LINKS)
    assert len(places) == len(set(places)) == 12
    for place in [*places, channel, f"{channel}/looks", f"{channel}/keys"]:
        await page.goto(house.live.url + place)
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await expect(page.get_by_role("status", name="جارٍ التحميل")).to_have_count(0)
        assert await page.evaluate(OVERFLOWS) <= 0, place
        assert await findings_of_page(page) == [], place
    await page.goto(f"{house.live.url}/console/organization/{house.sales.id}/hours")
    await page.get_by_label("في ساعات محددة").check()
    monday = f"\u2068{MONDAY}\u2069"
    await expect(page.get_by_label(f"{monday}، من")).to_be_visible()
    assert await page.evaluate(OVERFLOWS) <= 0
    assert await findings_of_page(page) == []


@only_in_chromium("layout is looked at once")
@pytest.mark.parametrize("language", ["de", "fr"])
async def test_nothing_is_cut_off_on_a_phone_where_words_are_long(
    profiles: Profiles, house: House, language: str
) -> None:
    page = await (await profiles.new(locale=language, viewport=PHONE)).new_page()
    await page.goto(f"{house.live.url}/console")
    await page.get_by_role("textbox").first.fill(LOGIN)
    await page.get_by_role("textbox").last.fill(PASSWORD)
    await page.locator("button[type=submit]").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Tea Ltd")
    channel = f"/console/organization/{house.sales.id}/channels/{house.sales.channel.guid}"
    found: dict[str, list[str]] = {}
    places = await page.locator("nav a[href^='/console']").evaluate_all(LINKS)
    for place in [*places, channel, f"{channel}/looks", f"{channel}/keys"]:
        await page.goto(house.live.url + place)
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await expect(page.locator(".skeleton")).to_have_count(0)
        assert await page.evaluate(OVERFLOWS) <= 0, place
        if cut := await page.evaluate(CUT_OFF):
            found[place] = cut
    assert found == {}


async def test_an_arabic_console_works_and_keeps_addresses_from_the_left(profiles: Profiles, house: House) -> None:
    page = await (await profiles.new()).new_page()
    await page.goto(f"{house.live.url}/console")
    # Whoever cannot read the page finds the own language by its own name.
    await page.get_by_label("Language").select_option("العربية")
    await signs_in(page)
    side = page.get_by_role("navigation")
    at, title = await side.bounding_box(), await page.get_by_role("heading", level=1).bounding_box()
    assert at is not None
    assert title is not None
    assert at["x"] > title["x"]
    await side.get_by_role("link", name="الإعدادات").click()
    address = page.get_by_label("عنوان موقع")
    await expect(address).to_have_css("direction", "ltr")
    await address.fill("https://shop.example.com")
    await page.get_by_role("button", name="السماح لهذا الموقع").click()
    # The sentence runs from the right, and the address within it by itself.
    await expect(page.get_by_role("status").filter(has_text="\u2068https://shop.example.com\u2069")).to_be_visible()
    await side.get_by_role("link", name="القنوات").click()
    await page.get_by_role("main").get_by_role("link", name="Website").click()
    await expect(page.get_by_label("العنصر")).to_have_css("direction", "ltr")
    await side.get_by_role("link", name="سجل التدقيق").click()
    entry = page.get_by_role("listitem").filter(has_text="https://shop.example.com")
    await expect(entry).to_contain_text(f"\u2068{LOGIN}\u2069: السماح لـ")
    await side.get_by_role("link", name="حسابك").click()
    await page.get_by_label("اللغة", exact=True).select_option("English")
    await expect(page.get_by_role("heading", level=1, name="Your account")).to_be_visible()
    assert await page.evaluate("document.documentElement.dir") == "ltr"
