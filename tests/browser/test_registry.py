"""What the operator panel's script promises to any page, in a real browser, the embeds on an origin of their own.

The tests look at the panels' hosts and at what the page can see, never at the user interface's own texts.
"""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.async_api import Page, Route

from tests.browser.engines import only_in_chromium
from tests.browser.sites import EmbedSite, Site
from tests.browser.tab import PATIENCE, is_collected, until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ID = "operator-chat-panel-script"
TOKEN = "eyJh.eyJzdWIiOiIxIn0.c2ln"
OTHER_TOKEN = "eyJh.eyJzdWIiOiIyIn0.c2ln"
ANY_CHUNK = re.compile("/(a|%61)ssets/")

# What every page of these tests has: ways to look at panels, and the documented ways to put scripts in.
PAGE_SCRIPT = (Path(__file__).parent / "page.js").read_text()

Element = Callable[..., str]


@pytest.fixture
def element(embeds: EmbedSite) -> Element:
    def write(token: str | None = TOKEN, id: str = ID, query: str = "") -> str:
        given = "" if token is None else f" token='{token}'"
        src = f"{embeds.origin}/operator-chat-panel/widget-script.js{query}"
        return f'<script type="module" id="{id}" src="{src}"{given}></script>'

    return write


@pytest.fixture
def html(embeds: EmbedSite) -> Callable[..., str]:
    def write(body: str = "", head: str = "") -> str:
        address = f"{embeds.origin}/operator-chat-panel/widget-script.js"
        script = PAGE_SCRIPT.replace("WIDGET_ADDRESS", address)
        icon = '<link rel="icon" href="data:,">'
        return f"<!doctype html><head><title>CRM</title>{icon}<script>{script}</script>{head}</head><body>{body}</body>"

    return write


async def shown(page: Page) -> list[str]:
    ids: list[str] = await page.evaluate("shown()")
    return ids


async def ready(page: Page) -> None:
    """Wait until the user interface took the place of the loading state, in every panel."""
    # Not by `wait_for_function`, which needs `eval` in Firefox: the strict page has none.
    async with asyncio.timeout(PATIENCE):
        while not await page.evaluate("hosts().length > 0 && hosts().every(host => !isFirstFrame(host))"):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def hold_chunks(page: Page) -> list[Route]:
    """Let no user interface through; gives the list of the requests that wait."""
    held: list[Route] = []

    async def hold(route: Route) -> None:
        held.append(route)

    await page.route(ANY_CHUNK, hold)
    return held


async def ended(page: Page) -> None:
    """Hidden panels are gone within three seconds, by the clock of their page."""
    await page.clock.run_for(3000)
    assert await page.evaluate("hosts().every(host => !host.hidden)")


@pytest.mark.parametrize("place", ["head", "body"])
async def test_an_element_in_the_html_is_one_panel(
    place: str, page: Page, site: Site, html: Element, element: Element
) -> None:
    await page.goto(site.page("/", html(**{place: element()})))
    assert await shown(page) == [ID]
    await ready(page)
    assert await page.evaluate("hosts().length") == 1
    assert await page.evaluate("hosts()[0].parentNode === document.documentElement")


async def test_the_first_frame_shows_while_the_user_interface_loads_and_blocks_nothing(
    page: Page, site: Site, html: Element, element: Element
) -> None:
    held = await hold_chunks(page)
    # `goto` returns at the page's load event, which does not wait for the user interface.
    await page.goto(site.page("/", html(element())))
    assert await shown(page) == [ID]
    frame = page.locator("[data-chathub] [role=status]")
    assert await frame.is_visible()
    assert await frame.inner_text()
    assert await page.evaluate("layoutShift()") == 0
    await until(lambda: held)
    for route in held:
        await route.continue_()
    await ready(page)


async def test_a_created_element_has_its_panel_when_onload_fires(page: Page, site: Site, html: Element) -> None:
    await page.goto(site.page("/", html()))
    # The second time the module has run already, the third time another element had to go first.
    for token in (TOKEN, OTHER_TOKEN, TOKEN):
        assert await page.evaluate("token => loadChatHubWidget(token)", token) == [ID]
    await ready(page)
    assert await page.evaluate("hosts().length") == 1


async def test_effects_that_run_twice_make_one_panel_that_goes_with_the_element(
    page: Page, site: Site, html: Element
) -> None:
    await page.goto(site.page("/", html()))
    await page.evaluate("token => { effect(token)(); globalThis.cleanUp = effect(token); }", TOKEN)
    await page.wait_for_function("shown().length === 1")
    await ready(page)
    await page.evaluate("cleanUp()")
    assert await shown(page) == []
    await page.evaluate("token => { globalThis.cleanUp = effect(token) }", TOKEN)
    assert await shown(page) == [ID]


@pytest.mark.parametrize("pause", [0, 700])
async def test_a_token_refresh_goes_on_with_the_same_panel(
    pause: int, page: Page, site: Site, html: Element, element: Element
) -> None:
    await page.clock.install()
    await page.goto(site.page("/", html(element())))
    await ready(page)
    await page.evaluate("globalThis.before = hosts()[0]; globalThis.hiddenFrames = countHiddenFrames(before)")
    await page.evaluate("([token, pause]) => refresh(token, pause)", [OTHER_TOKEN, pause])
    await page.clock.run_for(2500)
    assert await page.evaluate("hosts().length === 1 && hosts()[0] === before && !before.hidden")
    assert await page.evaluate("before.matches(':popover-open')")
    if not pause:
        assert await page.evaluate("hiddenFrames()") == 0


async def test_a_panel_waits_for_its_token_and_takes_a_changed_one(
    page: Page, site: Site, html: Element, element: Element
) -> None:
    await page.goto(site.page("/", html(element(token=None))))
    await ready(page)
    await page.evaluate("globalThis.before = hosts()[0]")
    assert await page.evaluate("errors") == []
    for token in (TOKEN, f'"{OTHER_TOKEN}"', f'{{"token":"\\"{TOKEN}\\""}}'):
        await page.evaluate("([id, token]) => document.getElementById(id).setAttribute('token', token)", [ID, token])
        assert await page.evaluate("hosts().length === 1 && hosts()[0] === before && !before.hidden")
    assert [text for text in await page.evaluate("errors") if f"Invalid token in #{ID}" in text] == []


async def test_each_id_is_a_panel_and_each_onload_fires(page: Page, site: Site, html: Element) -> None:
    await page.clock.install()
    await page.goto(site.page("/", html()))
    both = [f"{ID}-sales", f"{ID}-support"]
    await page.evaluate(
        """async ([one, other]) => {
            await loadWidgetForOrganization('sales', one);
            await loadWidgetForOrganization('support', other);
        }""",
        [TOKEN, OTHER_TOKEN],
    )
    assert await shown(page) == both
    await ready(page)
    await page.evaluate("id => document.getElementById(id).remove()", both[0])
    assert await shown(page) == both[1:]
    await ended(page)
    assert await shown(page) == both[1:]


async def test_two_copies_of_the_script_share_one_registry(
    page: Page, site: Site, html: Element, element: Element
) -> None:
    body = element(query="?v=1") + element(id=f"{ID}-2", query="?v=2")
    await page.goto(site.page("/", html(body)))
    await ready(page)
    assert await page.evaluate("hosts().map(host => host.dataset.chathub)") == [ID, f"{ID}-2"]


async def test_the_customers_widget_lives_beside_a_panel_and_shows_nothing_yet(
    page: Page, site: Site, html: Element, element: Element, embeds: EmbedSite
) -> None:
    await hold_chunks(page)
    src = f"{embeds.origin}/chat-widget/widget-script.js"
    widget = f"<script type='module' id='chat-widget-script' src='{src}' guid='00000000' userJWT=''></script>"
    await page.goto(site.page("/", html(element() + widget)))
    assert await shown(page) == [ID, "chat-widget-script"]
    # Nobody knows yet whether there is such a channel, nor whether it may be used on this page.
    assert await page.evaluate("hosts()[1].shadowRoot.childElementCount") == 0


async def test_removing_all_and_adding_one_leaves_exactly_one(
    page: Page, site: Site, html: Element, element: Element
) -> None:
    await page.clock.install()
    await page.goto(site.page("/", html(element() + element(id=f"{ID}-a") + element(id=f"{ID}-b"))))
    await ready(page)
    await page.evaluate("token => loadWidgetOnce(token)", OTHER_TOKEN)
    assert await shown(page) == [ID]
    await ended(page)
    assert await page.evaluate("hosts().length") == 1


async def test_a_removed_element_takes_everything_with_it(
    page: Page, site: Site, html: Element, element: Element
) -> None:
    await page.clock.install()
    await page.goto(site.page("/", html(element())))
    await ready(page)
    await page.evaluate("void (globalThis.trace = new WeakRef(hosts()[0]))")
    await page.evaluate("id => document.getElementById(id).remove()", ID)
    assert await shown(page) == []
    await ended(page)
    assert await page.evaluate("hosts().length") == 0
    await is_collected(page)


async def test_a_user_interface_that_failed_to_load_is_asked_for_again(
    page: Page, site: Site, html: Element, element: Element
) -> None:
    addresses: list[str] = []

    async def fail_at_first(route: Route) -> None:
        addresses.append(route.request.url)
        await (route.abort() if len(addresses) == 1 else route.continue_())

    await page.route(ANY_CHUNK, fail_at_first)
    await page.goto(site.page("/", html(element())))
    await ready(page)
    # Firefox remembers an address that failed for as long as the page lives.
    assert addresses[0] != addresses[1]
    assert unquote(addresses[0]) == unquote(addresses[1])
    assert await page.evaluate("errors") == []


@pytest.mark.parametrize("token", ["undefined", '{"error":"Unauthorized"}', "<!doctype html><h1>Sign in</h1>"])
async def test_what_is_no_token_is_told_once(
    token: str, page: Page, site: Site, html: Element, element: Element
) -> None:
    await page.goto(site.page("/", html(element(token=token))))
    await ready(page)
    await page.evaluate("token => refresh(token, 0)", token)
    await page.evaluate("token => loadWidgetForOrganization('sales', token)", token)
    assert await shown(page) == [ID, f"{ID}-sales"]
    errors = await page.evaluate("errors")
    assert len(errors) == 1
    assert "Invalid token" in errors[0]
    assert token not in errors[0]


async def test_one_live_panel_survives_swaps_and_moves(page: Page, site: Site, html: Element, element: Element) -> None:
    await page.clock.install()
    await page.goto(site.page("/", html(element())))
    await ready(page)
    await page.evaluate("globalThis.before = hosts()[0]")
    for deed in ("swapBody()", "moveScript()", "swapHead()", "morphRoot()"):
        await page.evaluate(deed)
        await ended(page)
        assert await page.evaluate("hosts().length === 1 && hosts()[0] === before"), deed
        assert await page.evaluate("before.matches(':popover-open')"), deed


@only_in_chromium("Firefox keeps no page in that cache while it is driven from outside")
async def test_one_live_panel_comes_back_from_the_back_forward_cache(
    page: Page, site: Site, html: Element, element: Element
) -> None:
    first = site.page("/", html(element()))
    second = site.page("/second", html())
    await page.goto(first)
    await ready(page)
    await page.evaluate("globalThis.kept = true")
    await page.goto(second)
    await page.go_back(wait_until="commit")
    await page.wait_for_function("globalThis.kept")
    assert await shown(page) == [ID]


STRICT = {
    "default-src": "'none'",
    "script-src": "'nonce-page' {embeds}",
    "style-src": "'none'",
    "img-src": "{embeds} data: blob:",
    "connect-src": "{embeds} {sockets}",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}


async def test_a_strict_content_security_policy_is_kept(
    page: Page, site: Site, html: Element, element: Element, embeds: EmbedSite
) -> None:
    origins = {"embeds": embeds.origin, "sockets": embeds.origin.replace("http", "ws")}
    policy = "; ".join(f"{name} {value.format(**origins)}" for name, value in STRICT.items())
    body = html(element()).replace("<script>", '<script nonce="page">')
    await page.goto(site.page("/", body, content_security_policy=policy))
    await ready(page)
    assert await shown(page) == [ID]
    assert await page.evaluate("violations") == []
    assert await page.evaluate("sheets(hosts()[0]) > 0")


HOSTILE = """
<style>
  html { font-size: 62.5%; transform: rotate(3deg); color-scheme: dark; }
  * { all: unset !important; }
  :not(html) { display: none !important; position: static !important; opacity: 0 !important; visibility: hidden !important;
      font: 99px serif !important; width: 1px !important; pointer-events: none !important; }
  body, body * { z-index: 2147483647 !important; display: block !important; position: fixed !important; }
</style>
"""


async def test_hostile_styles_change_nothing(page: Page, site: Site, html: Element, element: Element) -> None:
    async def look() -> Any:
        await page.wait_for_selector("[data-chathub] [role=status]", state="attached")
        return await page.evaluate("lookOfFirstFrame(hosts()[0])")

    # The loading state is the registry's own; what comes after it stands in the same host.
    await hold_chunks(page)
    await page.goto(site.page("/", html(element())))
    plain = await look()
    await page.goto(site.page("/hostile", html(element() + "<div>over all</div>", head=HOSTILE)))
    assert await look() == plain
    assert await page.evaluate("isOnTop(hosts()[0])")


async def test_the_element_is_left_as_the_page_made_it(page: Page, site: Site, html: Element, element: Element) -> None:
    await page.goto(site.page("/", html(element())))
    await ready(page)
    assert await page.evaluate("id => document.getElementById(id).outerHTML", ID) == element().replace("'", '"')
    assert await page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
