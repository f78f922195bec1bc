"""The board and reports over HTTP: who may ask, what is refused, and the files."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from chathub.config import Rate
from chathub.desk.access import CompanyActor
from chathub.desk.board import board
from chathub.desk.report_files import Table
from chathub.ids import CustomerId
from chathub.store.channels import channel_by_guid
from chathub.store.customers import insert_customer
from chathub.store.transaction import Transaction
from tests.api.test_console_people import person
from tests.fresh import Engine
from tests.realtime.live import PATIENCE, Client
from tests.realtime.test_several_nodes import Pair, pair, relayed
from tests.serving import WIDE_OPEN, Server, assert_problem, serving

__all__ = ["pair", "relayed"]
CALLS = ("/api/report", "/api/report/volumes", "/api/report/operators", "/api/report.csv")
MARCH = {"from": "2026-03-01", "to": "2026-03-31"}


def today() -> dict[str, str]:
    day = datetime.now(UTC).date().isoformat()
    return {"from": day, "to": day}


async def customer(server: Server) -> Client:
    """A customer of the company's website who is connected."""

    async def work(transaction: Transaction) -> CustomerId:
        channel = await channel_by_guid(transaction, server.company.channel.guid)
        assert channel is not None
        return CustomerId((await insert_customer(transaction, server.company.organization, channel.id, None)).id)

    return await server.live.join(server.live.customer_token(await server.store.write(work)))


async def board_of(server: Server, **query: Any) -> dict[str, Any]:
    answer = await server.get("/api/board", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_board_tells_who_waits_and_who_is_here(server: Server) -> None:
    empty = await board_of(server)
    assert (empty["waiting"], empty["waitingSince"], empty["active"], empty["online"]) == (0, None, 0, 0)
    anna, boris = await customer(server), await customer(server)
    first = await anna.send("Hello", "message-0001")
    await boris.send("Hello", "message-0002")
    found = await board_of(server)
    assert (found["waiting"], found["active"]) == (2, 0)
    assert found["waitingSince"] <= first["at"] <= found["at"]
    operator = await server.live.join(await server.operator_token(server.company.operator))
    opened = await operator.until("snapshot")
    await operator.send("Hi", "answer-0001", conversation=opened["snapshot"]["inbox"][-1]["conversation"]["id"])
    found = await board_of(server, organizationId=server.company.organization)
    assert (found["waiting"], found["active"], found["online"], found["away"]) == (1, 1, 1, 0)
    (organization,) = found["organizations"]
    assert organization["operators"] == [
        {"id": server.company.operator, "name": "Tea Ann", "state": "online", "active": 1}
    ]
    await operator.ask({"type": "presence", "state": "away"})
    found = await board_of(server)
    assert (found["online"], found["away"]) == (0, 1)


async def test_the_board_has_each_organization_and_their_sum(server: Server) -> None:
    await server.organization(server.company, "Tea service")
    await (await customer(server)).send("Hello", "message-0001")
    found = await board_of(server)
    assert [(one["name"], one["waiting"]) for one in found["organizations"]] == [("Tea sales", 1), ("Tea service", 0)]
    assert found["waiting"] == 1
    foreign = await server.get("/api/board", params={"organizationId": server.other.organization})
    assert_problem(foreign, 404, "organization")


async def test_the_board_knows_operators_who_are_with_another_node(pair: Pair) -> None:
    house = await pair.one.build("tea")
    ada = await pair.one.join(pair.one.operator_token(house.operators[0]))
    bob = await pair.two.join(pair.two.operator_token(house.operators[1]))
    await bob.ask({"type": "presence", "state": "away"})
    states = [(house.operators[0], "online"), (house.operators[1], "away")]
    for client in (ada, bob):
        await client.until(
            "presence", lambda frame: [(one["id"], one["state"]) for one in frame["operators"]] == states
        )
    for live in (pair.one, pair.two):
        found = await board(live.core.store, CompanyActor(house.company), live.core.presence.here)
        assert [(one.id, one.state) for one in found.organizations[0].operators] == states
        assert (found.online, found.away) == (1, 1)


async def test_a_report_has_what_was_today(server: Server) -> None:
    anna = await customer(server)
    await anna.send("Hello", "message-0001")
    days = today()
    found = (await server.get("/api/report", params=days | {"channel": server.company.channel.guid})).json()
    assert (found["fromDate"], found["toDate"], found["timeZone"]) == (days["from"], days["to"], "UTC")
    assert (found["total"]["inquiries"], found["total"]["missed"], found["total"]["customerMessages"]) == (1, 1, 1)
    volumes = (await server.get("/api/report/volumes", params=days)).json()
    assert [(channel["name"], channel["inquiries"]) for channel in volumes["channels"]] == [("Website", 1)]
    assert sum(hour["customerMessages"] for hour in volumes["hours"]) == 1
    (operator,) = (await server.get("/api/report/operators", params=days)).json()
    assert (operator["name"], operator["taken"], operator["firstResponse"]["median"]) == ("Tea Ann", 0, None)


async def test_a_viewer_at_the_console_may_look_at_all_of_it_and_take_the_files(server: Server) -> None:
    await (await customer(server)).send("Hello", "message-0001")
    _, viewer, _ = await person(server, "viewer")
    days = "&".join(f"{name}={day}" for name, day in today().items())
    board_now = await viewer.done("GET", "/api/board")
    assert board_now["waiting"] == 1
    for call in ("/api/report", "/api/report/volumes", "/api/report/operators"):
        assert await viewer.done("GET", f"{call}?{days}") == (await server.get(call, params=today())).json()
    assert (await viewer.done("GET", f"/api/report?{days}"))["total"]["inquiries"] == 1
    for table in get_args(Table):
        answer = await viewer.ask("GET", f"/api/report.csv?{days}&table={table}")
        assert answer.status_code == 200, answer.text
        assert answer.content == (await server.get("/api/report.csv", params=today() | {"table": table})).content


async def test_another_companys_report_has_nothing_of_it(server: Server) -> None:
    await (await customer(server)).send("Hello", "message-0001")
    theirs = (await server.get("/api/report", server.other.headers, params=today())).json()
    assert theirs["total"]["inquiries"] == theirs["total"]["customerMessages"] == 0
    for call in CALLS:
        for named in (
            {"organizationId": str(server.company.organization)},
            {"channel": server.company.channel.guid},
            {"operatorId": str(server.company.operator)},
        ):
            assert_problem(await server.get(call, server.other.headers, params=MARCH | named), 404)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"to": "2026-03-31"}, "from"),
        (MARCH | {"from": "March"}, "from"),
        (MARCH | {"from": "2026-02-30"}, "from"),
        (MARCH | {"from": "20260301"}, "from"),
        (MARCH | {"from": "2014-12-31"}, "from"),
        (MARCH | {"to": "2026-02-28"}, "to"),
        (MARCH | {"to": "2027-03-02"}, "to"),
        (MARCH | {"timeZone": "Kyiv"}, "timeZone"),
        (MARCH | {"timeZone": "right/UTC"}, "timeZone"),
        (MARCH | {"timeZone": "../etc/passwd"}, "timeZone"),
        (MARCH | {"organizationId": "0"}, "organizationId"),
        (MARCH | {"operatorId": "1.0"}, "operatorId"),
    ],
)
async def test_what_cannot_be_asked_is_named(server: Server, query: dict[str, str], field: str) -> None:
    for call in CALLS:
        assert_problem(await server.get(call, params=query), 400, f"`{field}`")


async def test_a_whole_leap_year_can_be_asked_for(server: Server) -> None:
    found = await server.get("/api/report", params={"from": "2024-01-01", "to": "2024-12-31", "timeZone": "Asia/Tokyo"})
    assert len(found.json()["days"]) == 366


async def test_the_file_is_one_that_spreadsheets_open(server: Server) -> None:
    await (await customer(server)).send("Hello", "message-0001")
    answer = await server.get("/api/report.csv", params=today())
    day = today()["from"]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="chathub-conversations-{day}-{day}.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbfconversation,organization,")
    assert answer.content.count(b"\r\n") == 2
    assert_problem(await server.get("/api/report.csv", params=today() | {"table": "messages"}), 400, "`table`")


async def test_so_many_files_an_hour_and_no_more(tmp_path: Path, engine: Engine) -> None:
    async with serving(tmp_path, replace(WIDE_OPEN, exports=Rate(2, 3600, 2))) as server:
        for _ in range(2):
            assert (await server.get("/api/report.csv", params=MARCH)).status_code == 200
        refused = await server.get("/api/report.csv", params=MARCH)
        assert_problem(refused, 429, "exports")
        assert int(refused.headers["retry-after"]) > 0
        # Another company has its own, and looking is not fetching.
        assert (await server.get("/api/report.csv", server.other.headers, params=MARCH)).status_code == 200
        assert (await server.get("/api/report", params=MARCH)).status_code == 200


async def test_messages_are_counted_beside_what_goes_on(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = await customer(server)
    await anna.send("Hello", "message-0001")
    before = (await server.get("/api/report", params=today())).json()["total"]
    monkeypatch.setattr("chathub.app.COUNT_SECONDS", 0.0)
    async with serving(Path(server.live.app.config.data.parent) / "other") as quick:
        sender = await customer(quick)
        await sender.send("Hello", "message-0001")
        async with asyncio.timeout(PATIENCE):
            while not await quick.store.read(lambda reader: reader.rows("SELECT 1 FROM message_counts")):
                pass
        assert (await quick.get("/api/report", params=today())).json()["total"] == before
