"""The documented blocks that no other test runs: each as it stands but for the host, in a company's page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from tests.browser.company_site import HOST, SCRIPTS
from tests.browser.house import House
from tests.browser.tab import Tab, until
from tests.browser.test_panel_contract import ID, SRC, is_named, named

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

STATIC_PAGE = f"""<!DOCTYPE html>
<html lang="en">
<head>
    <meta charset="UTF-8">
    <title>My Website</title>
</head>
<body>
    <h1>Welcome to My Website</h1>

    <!-- ChatHub Widget -->
    <script type="module" id="operator-chat-panel-script"
      src="{HOST}/operator-chat-panel/widget-script.js"
      token="YOUR_OPERATOR_TOKEN"></script>
</body>
</html>
"""


async def opened(house: House, tab: Tab) -> Page:
    blocks = (SCRIPTS / "blocks.js").read_text().replace(HOST, house.live.url)
    await tab.page.goto(house.site.write(head=f"<script>{blocks}</script>"))
    return tab.page


async def test_the_quick_start_from_a_password_to_a_panel(house: House, tab: Tab) -> None:
    # A page of the company's server stands for the server itself, so its origin is let in for once.
    page = await opened(house, tab)
    expires_at = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    told = await page.evaluate(
        "([login, password, expiresAt]) => quickStart(login, password, expiresAt)",
        ["tea", "four words are enough", expires_at],
    )
    assert told["isValid"] is True
    await page.evaluate("token => loadChatHubWidget(token)", told["operatorToken"])
    await is_named(page, house.sales)


async def test_the_static_page(house: House, tab: Tab) -> None:
    html = STATIC_PAGE.replace(HOST, house.live.url).replace("YOUR_OPERATOR_TOKEN", house.token())
    await tab.page.goto(house.site.page("/static", html))
    await is_named(tab.page, house.sales)


async def test_two_departments_are_awaited_one_after_the_other(house: House, tab: Tab) -> None:
    page = await opened(house, tab)
    await page.evaluate("bothDepartments()")
    tabs = page.get_by_role("tablist", name="Organizations").filter(visible=True).get_by_role("tab")
    await expect(tabs).to_have_count(2)
    await expect(tabs.filter(has_text=re.compile(house.support.name))).to_have_count(1)


@pytest.mark.parametrize("mode", ["development", "production"])
async def test_the_test_token_is_taken_in_development_only(mode: str, house: House, tab: Tab) -> None:
    page = await opened(house, tab)
    await page.evaluate("mode => { globalThis.process = { env: { NODE_ENV: mode } }; return development(); }", mode)
    if mode == "production":
        await is_named(page, house.sales)
        assert await tab.errors() == []
    else:
        # This server was not started for development.
        await tab.has_error("Invalid token")
        await expect(named(page, house.sales)).to_have_count(0)


async def test_the_documented_integration_tests_pass(house: House, tab: Tab) -> None:
    page = await opened(house, tab)
    await page.evaluate("integrationTests()")
    passed = await page.evaluate("runCases()")
    assert passed == ["should load widget with valid token", "should handle invalid token"]
    await until(lambda: tab.asked(SRC))
    await tab.has_error("Invalid token")
    assert await page.evaluate("id => document.getElementById(id).getAttribute('token')", ID) == "invalid-token"
