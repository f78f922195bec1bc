"""Pages that a chat fills: strict, without secrets, and clear where there is no chat."""

import pytest

from chathub.desk.accounts import create_organization
from chathub.desk.channels import create_web_channel
from tests.serving import Server, assert_problem


def is_strict(policy: str) -> bool:
    parts = [part.strip() for part in policy.split(";")]
    return (
        {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= set(parts)
        and "unsafe" not in policy
        and "trusted-types 'none'" in parts
    )


async def test_a_channels_chat_fills_a_page_of_its_own(server: Server) -> None:
    guid = server.company.channel.guid
    page = await server.get(f"/chat/{guid}", {})
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert is_strict(page.headers["content-security-policy"])
    assert f'guid="{guid}"' in page.text
    assert "<title>Tea sales</title>" in page.text
    assert server.company.channel.secret not in page.text
    assert f'guid="{guid}"' in (await server.get(f"/chat/{guid.upper()}", {})).text


async def test_a_name_is_text_whatever_it_looks_like(server: Server) -> None:
    name = '</title><script>alert(1)</script>"{guid}'
    organization = await create_organization(server.store, server.company.id, name)
    channel = await create_web_channel(server.store, organization, "Website")
    page = await server.get(f"/chat/{channel.guid}", {})
    assert "<script>alert" not in page.text
    assert "&lt;/title&gt;&lt;script&gt;" in page.text


@pytest.mark.parametrize("guid", ["nowhere", "00000000-0000-4000-8000-000000000000", "%3Cscript%3E", "%00", "a" * 60])
async def test_where_there_is_no_chat_a_page_says_so(server: Server, guid: str) -> None:
    page = await server.get(f"/chat/{guid}", {})
    assert page.status_code == 404
    assert "There is no chat at this address" in page.text
    assert is_strict(page.headers["content-security-policy"])
    assert guid not in page.text


async def test_the_panels_page_is_the_same_for_everybody(server: Server) -> None:
    page = await server.get("/panel", {})
    assert page.status_code == 200
    assert is_strict(page.headers["content-security-policy"])
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in page.headers
    assert 'layout="inline"' in page.text
    assert "token=" not in page.text


@pytest.mark.parametrize(
    "path", ["/console", "/console/people", "/console/organization/5/channels/a%2Fb", "/console/x"]
)
async def test_the_console_is_one_page_at_each_of_its_addresses_and_holds_nothing(server: Server, path: str) -> None:
    page = await server.get(path, {})
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert is_strict(page.headers["content-security-policy"])
    assert "set-cookie" not in page.headers
    assert page.content == (await server.get("/console", {})).content
    assert "Tea" not in page.text
    assert '<script type="module" src="/pages/console.js"></script>' in page.text


async def test_what_the_pages_load_is_there_and_nothing_else(server: Server) -> None:
    style = await server.get("/pages/full.css", {})
    assert style.headers["content-type"].startswith("text/css")
    for name in ("panel.html", "..%2Fapi.py", "secret.key", "%2e%2e"):
        assert_problem(await server.get(f"/pages/{name}", {}), 404)


async def test_only_a_window_that_a_page_has_popped_out_knows_its_opener(server: Server) -> None:
    address = f"/chat/{server.company.channel.guid}"
    kept = (await server.get(address, {})).headers
    popped = (await server.get(f"{address}?popout", {})).headers
    assert kept["cross-origin-opener-policy"] == "same-origin"
    assert popped["cross-origin-opener-policy"] == "unsafe-none"
    assert popped["content-security-policy"] == kept["content-security-policy"]


async def test_nothing_can_leave_the_preview_and_only_our_own_console_shows_it(server: Server) -> None:
    preview = await server.get("/console/preview", {})
    policy = preview.headers["content-security-policy"]
    assert (preview.status_code, preview.headers["content-type"].partition(";")[0]) == (200, "text/html")
    assert "connect-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "trusted-types 'none'" in policy
    console = await server.get("/console", {})
    assert "frame-src 'self'" in console.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in console.headers["content-security-policy"]
    assert "frame-src" not in (await server.get("/panel", {})).headers["content-security-policy"]
