"""The board and reports in the console: what stands there is what was, by labels in sight, by keys, in light and dark."""

import asyncio
import csv
import io
import random
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from chathub.desk import rating, triage
from chathub.desk.access import CustomerActor, OperatorActor
from chathub.desk.receive import receive
from chathub.desk.reply import reply
from chathub.ids import CustomerId
from chathub.protocol.commands import Rate, Send
from chathub.protocol.settings import ChannelSettings
from chathub.store.channels import channel_by_guid, set_channel_settings
from chathub.store.customers import insert_customer
from chathub.store.transaction import Transaction
from tests.browser.axe import findings_of_page
from tests.browser.console import OVERFLOWS
from tests.browser.engines import Profiles, only_in_chromium
from tests.browser.house import House
from tests.browser.tab import PATIENCE, Tab
from tests.serving import PASSWORD, WIDE_OPEN

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

DAY = 86_400_000
MINUTE = 60_000
FOREVER = 2**52
PHONE = {"width": 360, "height": 760}
NONE = "\N{EN DASH}"
INK = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, index) => index % 4 === 3 && value > 0);
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def page(profiles: Profiles, house: House) -> AsyncIterator[Page]:
    # A tab whose clock is that of the report, whatever this machine's is.
    opened = await (await profiles.new(timezone_id="UTC", viewport={"width": 1280, "height": 900})).new_page()
    tab = await Tab.watching(opened)
    broken: list[str] = []
    opened.on("pageerror", lambda error: broken.append(str(error)))
    yield opened
    assert broken == []
    assert [line for line in tab.console if "Content" in line and "Policy" in line] == []


class History:
    """What customers and the operator of the first organization do, at times that a test chooses."""

    def __init__(self, house: House) -> None:
        self.store = house.live.core.store
        self.house = house
        self.now = self.store.clock()
        self.sent = 0
        of = house.sales
        self.operator = OperatorActor(of.operator, of.id, house.company, of.operator_name, FOREVER)

    async def customer(self, name: str) -> CustomerActor:
        """Somebody on the organization's site."""

        async def work(transaction: Transaction) -> CustomerActor:
            channel = await channel_by_guid(transaction, self.house.sales.channel.guid)
            assert channel is not None
            await set_channel_settings(transaction, channel.id, ChannelSettings(rating=True))
            made = await insert_customer(transaction, self.house.sales.id, channel.id, None)
            await transaction.rows("UPDATE customers SET name = :name WHERE id = :id", name=name, id=made.id)
            return CustomerActor(CustomerId(made.id), self.house.sales.id, channel.id, FOREVER)

        return await self.store.write(work)

    def at(self, instant: int) -> None:
        """What the server's clock shows from now on."""
        self.store.clock = lambda: instant

    def _id(self) -> str:
        self.sent += 1
        return f"history-{self.sent:06}"

    async def asks(self, customer: CustomerActor) -> int:
        """The customer writes; the id of its conversation."""
        await receive(self.store, customer, Send(client_id=self._id(), text="Is there any left?"), WIDE_OPEN)
        rows = await self.store.read(
            lambda reader: reader.rows("SELECT MAX(id) FROM conversations WHERE customer_id = :id", id=customer.id)
        )
        return int(rows[0][0])

    async def is_answered(self, conversation: int) -> None:
        """The operator answers."""
        command = Send(client_id=self._id(), text="There is.", conversation=conversation)
        await reply(self.store, self.operator, command, WIDE_OPEN)

    async def day(self, customer: CustomerActor, begin: int, response: int, score: int | None = None) -> None:
        """An inquiry that is answered after so long, resolved ten minutes later, and perhaps rated."""
        self.at(begin)
        conversation = await self.asks(customer)
        self.at(begin + response)
        await self.is_answered(conversation)
        self.at(begin + response + 10 * MINUTE)
        await triage.resolve(self.store, self.operator, conversation)
        if score is not None:
            await rating.rate(self.store, customer, Rate(score=score))

    async def weeks(self) -> None:
        """Some of everything, until an hour ago."""
        chance = random.Random(3)
        people = [await self.customer(name) for name in ("Anna", "Boris", "=HYPERLINK(0)", "Daria", "Emil")]
        today = self.now // DAY * DAY
        for ago in range(28, 0, -1):
            begin = today - ago * DAY + 8 * 3_600_000
            for number in range(chance.randint(0, 5)):
                score = chance.choice([None, None, 5, 5, 4, 2])
                wait = int(chance.expovariate(1 / (6 * MINUTE)))
                await self.day(people[number], begin + number * 100 * MINUTE, wait, score)
        self.at(today - DAY + 20 * 3_600_000)
        await self.asks(await self.customer("Nobody answers"))
        self.store.clock = lambda: int(datetime.now(UTC).timestamp() * 1000)


BETWEEN_LOOKS_MS = 5_000
"""As `reports/watch.ts` has it."""


async def opens(page: Page, house: House) -> None:
    """Signs in and goes to the reports of the first organization."""
    await page.goto(f"{house.live.url}/console/organization/{house.sales.id}/reports")
    await page.get_by_label("Login").fill("tea")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", level=1, name="Reports")).to_be_visible()


def figure(page: Page, card: str, name: str) -> Locator:
    """The number with this name, in the part with that title."""
    of = page.get_by_role("region", name=card)
    return of.locator("dt", has_text=re.compile(f"^{name}$")).locator("xpath=../dd/b")


async def table_of(page: Page, title: str) -> list[list[str]]:
    """The rows of a table, its head left out."""
    rows = page.get_by_role("table", name=title).locator("tbody tr")
    return [await row.locator("th, td").all_inner_texts() for row in await rows.all()]


async def test_the_board_follows_what_goes_on_by_itself(page: Page, house: House) -> None:
    history = History(house)
    anna = await history.customer("Anna")
    # Else it would be waited for as long as somebody who looks waits.
    await page.clock.install()
    await opens(page, house)
    await expect(figure(page, "Now", "Waiting")).to_have_text("0")
    await expect(page.get_by_text("No operator is here.")).to_be_visible()
    conversation = await history.asks(anna)
    await page.clock.run_for(BETWEEN_LOOKS_MS)
    await expect(figure(page, "Now", "Waiting")).to_have_text("1")
    await expect(figure(page, "Now", "Longest wait")).not_to_have_text(NONE)
    iryna = await house.live.join(house.token())
    await page.clock.run_for(BETWEEN_LOOKS_MS)
    await expect(page.get_by_role("list", name="Operators who are here")).to_contain_text("Iryna Bondar")
    await expect(figure(page, "Now", "Online")).to_have_text("1")
    await history.is_answered(conversation)
    await page.clock.run_for(BETWEEN_LOOKS_MS)
    await expect(figure(page, "Now", "Active")).to_have_text("1")
    await expect(figure(page, "Now", "Waiting")).to_have_text("0")
    await iryna.ask({"type": "presence", "state": "away"})
    await page.clock.run_for(BETWEEN_LOOKS_MS)
    await expect(figure(page, "Now", "Away")).to_have_text("1")
    await page.get_by_label("Organizations", exact=True).select_option("All organizations")
    await expect(page.get_by_role("region", name="Now").get_by_text("Tea Support")).to_be_visible()


async def test_a_report_shows_figures_charts_and_the_same_as_tables(page: Page, house: House) -> None:
    history = History(house)
    anna, boris, carl = [await history.customer(name) for name in ("Anna", "Boris", "Carl")]
    noon = history.now // DAY * DAY - DAY + 12 * 3_600_000
    await history.day(anna, noon, 2 * MINUTE, 5)
    await history.day(boris, noon - DAY, 4 * MINUTE, 2)
    history.at(noon - 2 * DAY)
    await history.asks(carl)
    history.at(history.now)
    await opens(page, house)
    card = "In this period"
    for name, value in {
        "Inquiries": "3",
        "First response": "2m",
        "Resolution": "12m",
        "Answered": "2",
        "Missed": "1",
        "Resolved": "2",
        "Rating": "3.5",
        "Messages": "5",
    }.items():
        await expect(figure(page, card, name)).to_have_text(value)
    for title in ("Inquiries by day", "First response by day", "By hour of the day"):
        region = page.get_by_role("region", name=title).first
        await expect(region.get_by_role("img", name=title)).to_be_visible()
        assert await region.locator("canvas").evaluate(INK), f"nothing is drawn: {title}"
        await region.get_by_text(f"{title} as a table").click()
    days = await table_of(page, "Inquiries by day")
    assert [row[1:] for row in days[-4:]] == [["1", "1"], ["1", "0"], ["1", "0"], ["0", "0"]]
    assert len(days) == 7
    assert [row[1] for row in (await table_of(page, "First response by day"))[-4:]] == [NONE, "4m", "2m", NONE]
    assert (await table_of(page, "By hour of the day"))[12] == ["12:00", "3", "3"]
    assert await table_of(page, "By operator") == [["Iryna Bondar", "2", "2", "2m", "2", "3.5 (2)"]]
    assert await table_of(page, "By channel") == [["Website", "3", "1", "2", "3", "2"]]

    await page.get_by_label("Period", exact=True).select_option("Yesterday")
    await expect(figure(page, card, "Inquiries")).to_have_text("1")
    await page.get_by_label("Operator", exact=True).select_option("Iryna Bondar")
    await expect(figure(page, card, "Messages")).to_have_text("1")
    await page.get_by_label("Period", exact=True).select_option("Today")
    await expect(page.get_by_role("heading", name="Nothing in this period")).to_be_visible()


async def test_own_days_and_zones_are_held_to_what_can_be(page: Page, house: House) -> None:
    history = History(house)
    await history.day(
        await history.customer("Anna"), int(datetime(2026, 3, 28, 22, 30, tzinfo=UTC).timestamp()) * 1000, 0
    )
    history.at(history.now)
    await opens(page, house)
    await page.get_by_label("Period", exact=True).select_option("From one day to another")
    await page.get_by_label("From", exact=True).fill("2026-03-29")
    await page.get_by_label("To", exact=True).fill("2026-03-28")
    await expect(page.get_by_text("The last day is before the first one.")).to_be_visible()
    await page.get_by_label("To", exact=True).fill("2027-03-30")
    await expect(page.get_by_text("At most 366 days.")).to_be_visible()
    await page.get_by_label("To", exact=True).fill("2026-03-29")
    await expect(figure(page, "In this period", "Inquiries")).to_have_text("0")
    # There, the day had begun half an hour before; it had 23 hours.
    await page.get_by_label("Time zone").select_option("Europe/Athens")
    await expect(figure(page, "In this period", "Inquiries")).to_have_text("1")
    await page.get_by_text("By hour of the day as a table", exact=True).click()
    assert (await table_of(page, "By hour of the day"))[0] == ["00:00", "1", "1"]


@only_in_chromium("Playwright hears nothing of what this Firefox downloads")
async def test_the_file_is_downloaded(page: Page, house: House, tmp_path: Path) -> None:
    history = History(house)
    await history.day(await history.customer("=HYPERLINK(0)"), history.now - DAY, MINUTE)
    history.at(history.now)
    await opens(page, house)
    await expect(figure(page, "In this period", "Inquiries")).to_have_text("1")
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Download").click()
    download = await downloading.value
    assert re.fullmatch(r"chathub-conversations-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv", download.suggested_filename)
    await download.save_as(tmp_path / "report.csv")
    text = (tmp_path / "report.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""))
    assert dict(zip(head, row, strict=True))["customer"] == "'=HYPERLINK(0)"


SAVED = """document.addEventListener("click", ({ target }) => {
  if (target.download) globalThis.tellOfFile(target.download, target.protocol);
})"""


async def test_a_file_is_handed_to_the_browser_and_a_refusal_is_said_in_place(page: Page, house: House) -> None:
    history = History(house)
    await history.day(await history.customer("Anna"), history.now - DAY, MINUTE)
    history.at(history.now)
    saved: list[tuple[str, str]] = []
    await page.expose_function("tellOfFile", lambda name, protocol: saved.append((name, protocol)))
    await page.add_init_script(SAVED)
    await opens(page, house)
    await page.get_by_label("What is in it").select_option("By day")
    await page.get_by_role("button", name="Download").click()
    await expect(page.get_by_role("button", name="Download")).to_be_enabled()
    async with asyncio.timeout(PATIENCE):
        while not saved:
            await page.evaluate("0")
    ((name, protocol),) = saved
    assert re.fullmatch(r"chathub-days-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv", name)
    assert protocol == "blob:"

    await page.route("**/api/report.csv?*", lambda route: route.fulfill(status=429, headers={"Retry-After": "60"}))
    await page.get_by_role("button", name="Download").click()
    await expect(page.get_by_role("region", name="For a spreadsheet").get_by_role("alert")).to_contain_text("seconds")
    await page.route("**/api/report?*", lambda route: route.fulfill(status=503))
    await page.get_by_label("Period", exact=True).select_option("Last 30 days")
    failed = page.get_by_role("alert").filter(has_text="The server is busy with itself")
    await expect(failed).to_be_visible()
    await page.unroute("**/api/report?*")
    await failed.get_by_role("button", name="Try again").click()
    await expect(figure(page, "In this period", "Inquiries")).to_have_text("1")


@only_in_chromium("a content process of this Firefox ends with a segmentation fault while axe goes through this screen")
@pytest.mark.parametrize("size", [None, PHONE])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_it_is_sound_in_light_and_dark_and_on_a_phone(
    profiles: Profiles, house: House, theme: str, size: dict[str, int] | None
) -> None:
    await History(house).weeks()
    viewport = size or {"width": 1280, "height": 900}
    page = await (await profiles.new(viewport=viewport)).new_page()
    # As somebody chose under "Your account": not every browser here can be told what the system's colours are.
    await page.add_init_script(f"localStorage.setItem('chathub-console.theme', '{theme}')")
    await opens(page, house)
    await page.get_by_label("Period", exact=True).select_option("Last 30 days")
    await expect(page.get_by_role("img", name="By hour of the day")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("data-theme", theme)
    await expect(page.get_by_role("status", name="Loading")).to_have_count(0)
    for summary in await page.get_by_text(re.compile("as a table$")).all():
        await summary.click()
    assert await findings_of_page(page) == []
    assert await page.evaluate(OVERFLOWS) <= 0
