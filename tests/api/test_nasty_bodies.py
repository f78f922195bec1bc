"""Whatever is sent to whichever call: a clear problem, never a 500, and nothing written."""

from typing import Any

import msgspec
import pytest

from chathub.app import openapi
from tests.serving import Server, bearer

ODD: list[Any] = [
    None,
    True,
    -1,
    0,
    1.5,
    2**53,
    2**64,
    10**30,
    "",
    " ",
    "\x00",
    "a\x00b",
    "x" * 20_000,
    "\u202e\ufeff\U0010ffff",
    "' OR 1=1 --",
    "../../etc/passwd",
    [],
    [[]],
    {},
    {"$ne": None},
    {"__proto__": {"x": 1}},
]
RAW = [
    b"",
    b"\x00",
    b"\xff",
    b"{",
    b"[1,",
    b'{"a":1,}',
    b'"\\ud800"',
    b"NaN",
    b"-",
    b"1e999",
    b"9" * 5000,
    b"[" * 5000,
    b'{"id":1,"id":2}',
    b'\xef\xbb\xbf{"id":1}',
    b'{"id":1}\x00',
    b"'id'",
]


def bodies(fields: list[str]) -> list[bytes]:
    """Odd values alone, and in the place of each field and of all of them."""
    values = [
        *ODD,
        *({field: value} for field in fields for value in ODD),
        *(dict.fromkeys(fields, odd) for odd in ODD),
    ]
    return [*RAW, *(msgspec.json.encode(value) for value in values), *(msgspec.json.encode([value]) for value in ODD)]


def posts() -> list[tuple[str, list[str]]]:
    """Each call that reads JSON, with the names of its fields."""
    document = openapi()
    found = []
    for path, item in document["paths"].items():
        schema = (
            item.get("post", {}).get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        )
        if schema is not None:
            name = schema.get("$ref", schema.get("items", {}).get("$ref", "")).rpartition("/")[2]
            found.append((path, sorted(document["components"]["schemas"][name].get("properties", {}))))
    return found


async def rows(server: Server) -> list[Any]:
    """How much every table holds."""
    tables = ["companies", "organizations", "origins", "channels", "conversations", "messages", "attachments"]

    async def work(reader: Any) -> list[Any]:
        return [await reader.row(f"SELECT COUNT(*) FROM {table}") for table in tables]

    return await server.store.read(work)


@pytest.mark.timeout(240)  # hundreds of calls, each of which reads
async def test_no_body_makes_any_call_fail(server: Server) -> None:
    operator = await server.operator_token(server.company.operator)
    customer = (await server.post(f"/api/widget/{server.company.channel.guid}/token", {}, {})).json()["token"]
    before = await rows(server)
    calls = posts()
    assert len(calls) > 20
    for path, fields in calls:
        token = operator if path.startswith(("/api/chat", "/api/realtime")) else server.company.token
        if path == "/api/chat/profile":
            token = customer
        address = path.replace("{guid}", server.company.channel.guid)
        headers = {**bearer(token), "Content-Type": "application/json"}
        for body in bodies(fields):
            answer = await server.http.post(address, content=body, headers=headers)
            assert answer.status_code < 500, (path, body[:200], answer.text)
            if answer.status_code >= 400:
                assert answer.headers["content-type"] == "application/problem+json"
                assert len(answer.json()["detail"]) > 10
    assert await rows(server) == before


async def test_no_query_makes_any_call_fail(server: Server) -> None:
    for path in ("/api/operator", "/api/company/organization", "/livez", "/openapi.json", "/api/widget/x"):
        for query in (
            "organizationId",
            "organizationId=%00",
            "organizationId=%ff",
            "=&=&&",
            "organizationId[]=1",
            "%",
            "a" * 5000,
        ):
            answer = await server.get(f"{path}?{query}")
            assert answer.status_code < 500, (path, query)
