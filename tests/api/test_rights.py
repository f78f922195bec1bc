"""Data rights over HTTP: who may find, export and erase, how often, and what connected people see of it."""

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from chathub.config import Rate
from chathub.desk.access import CustomerActor
from chathub.desk.people import tell_profile
from chathub.desk.receive import receive
from chathub.ids import CustomerId
from chathub.protocol.close import Close
from chathub.protocol.commands import Profile, Send
from chathub.store.channels import channel_by_guid
from chathub.store.customers import insert_customer
from chathub.store.transaction import Transaction
from tests.serving import WIDE_OPEN, Server, assert_problem, bearer, console_of, serving

pytestmark = pytest.mark.usefixtures("engine")


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """A server whose companies may export one customer twice an hour."""
    async with serving(tmp_path, replace(WIDE_OPEN, customer_exports=Rate(2, 3600, 2))) as running:
        yield running


async def _customer(server: Server, name: str = "Anna Canary", words: str = "Hello") -> CustomerActor:
    """One who told its name and wrote."""
    company = server.company

    async def work(transaction: Transaction) -> CustomerActor:
        channel = await channel_by_guid(transaction, company.channel.guid)
        assert channel is not None
        made = await insert_customer(transaction, company.organization, channel.id, None)
        return CustomerActor(made.id, company.organization, channel.id, 2**52)

    person = await server.store.write(work)
    await tell_profile(server.store, person, Profile(name=name, email="anna@example.com"))
    await receive(server.store, person, Send(client_id="hello-000001", text=words), WIDE_OPEN)
    return person


async def test_a_company_finds_looks_exports_and_erases(server: Server) -> None:
    person = await _customer(server)
    (found,) = (await server.get("/api/customer", params={"query": "anna@"})).json()
    assert (found["id"], found["name"], found["blocked"]) == (person.id, "Anna Canary", False)
    kept = (await server.get(f"/api/customer/{person.id}")).json()
    assert (kept["conversations"], kept["messages"], kept["files"]) == (1, 1, 0)
    export = await server.get(f"/api/customer/{person.id}/export")
    assert export.headers["content-type"] == "application/zip"
    assert export.headers["content-disposition"] == f'attachment; filename="customer-{person.id}.zip"'
    assert export.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(export.content)) as archive:
        assert b"Anna Canary" in archive.read("person.json")
    wrong = await server.post(f"/api/customer/{person.id}/erase", {"confirm": "Boris"})
    assert assert_problem(wrong, 400, "confirm", str(person.id))["field"] == "confirm"
    erased = await server.post(f"/api/customer/{person.id}/erase", {"confirm": "anna canary"})
    assert erased.json() == {"conversations": 1, "messages": 1, "files": 0, "finished": True}
    assert (await server.get("/api/customer", params={"query": "anna@"})).json() == []
    assert_problem(await server.get(f"/api/customer/{person.id}"), 404)
    assert_problem(await server.get(f"/api/customer/{person.id}/export"), 404)
    assert_problem(await server.post(f"/api/customer/{person.id}/erase", {"confirm": str(person.id)}), 404)


async def test_more_exports_than_an_hour_has_are_asked_to_wait(server: Server) -> None:
    person = await _customer(server)
    for _ in range(2):
        assert (await server.get(f"/api/customer/{person.id}/export")).status_code == 200
    refused = await server.get(f"/api/customer/{person.id}/export")
    assert_problem(refused, 429)
    assert int(refused.headers["retry-after"]) > 60


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "query"),
        ({"query": "a"}, "two characters"),
        ({"query": "a" * 256}, "query"),
        ({"query": "anna", "organizationId": "1.0"}, "organizationId"),
        ({"query": "anna", "organizationId": "0"}, "organizationId"),
        ({"query": "an\x00na"}, "U+0000"),
    ],
)
async def test_a_search_that_cannot_be_is_told_why(server: Server, query: dict[str, str], words: str) -> None:
    assert_problem(await server.get("/api/customer", params=query), 400, words)


@pytest.mark.parametrize("days", [0, -1, 36_501, 1.5, "30", True])
async def test_a_number_of_days_that_cannot_be_is_refused(server: Server, days: object) -> None:
    path = f"/api/organization/{server.company.organization}/retention"
    refused = await server.http.put(path, json={"days": days}, headers=server.company.headers)
    assert assert_problem(refused, 400, "days")["field"] == "days"
    assert (await server.get(path)).json() == {"days": None}


async def test_retention_is_set_looked_at_and_taken_back(server: Server) -> None:
    await _customer(server)
    path = f"/api/organization/{server.company.organization}/retention"
    assert (await server.get(f"{path}/preview", params={"days": "30"})).json() == {"days": 30, "conversations": 0}
    for days in (30, None):
        answer = await server.http.put(path, json={"days": days}, headers=server.company.headers)
        assert answer.json() == {"days": days}
        assert (await server.get(path)).json() == {"days": days}


async def test_the_owner_does_it_from_the_console(server: Server) -> None:
    person, owner = await _customer(server), await console_of(server)
    assert (await owner.ask("GET", f"/api/customer/{person.id}/export")).status_code == 200
    told = await owner.done("POST", f"/api/customer/{person.id}/erase", {"confirm": str(person.id)})
    assert told["finished"]


async def test_the_chat_and_the_panel_learn_of_it_at_once(server: Server) -> None:
    person = await _customer(server)
    live, now = server.live, server.store.clock()
    token = live.core.keys.customer_token(CustomerId(person.id), 0, now, now + 3_600_000)
    customer = await live.join(token)
    operator = await live.join(await server.operator_token(server.company.operator))
    await server.post(f"/api/customer/{person.id}/erase", {"confirm": str(person.id)})
    told = await operator.until("event")
    assert told["event"]["type"] == "erased"
    assert told["event"]["conversation"] > 0
    own = await customer.until("event", lambda frame: frame["event"]["type"] == "erased")
    assert own["event"] == {"type": "erased"}, "it is not told any number of the company's"
    assert await customer.closed() == Close.INVALID_TOKEN
    again = await live.open(token)
    assert await again.closed() == Close.INVALID_TOKEN


async def test_the_browser_of_an_erased_person_gets_a_new_token_of_somebody_new(server: Server) -> None:
    person = await _customer(server)
    now = server.store.clock()
    token = server.live.core.keys.customer_token(CustomerId(person.id), 0, now, now + 3_600_000)
    await server.post(f"/api/customer/{person.id}/erase", {"confirm": str(person.id)})
    made: httpx.Response = await server.http.post(
        f"/api/widget/{server.company.channel.guid}/token",
        json={"token": token},
        headers={"Origin": "https://shop.example.com"},
    )
    assert made.status_code == 200
    fresh = await server.live.join(made.json()["token"])
    snapshot = (await fresh.until("snapshot"))["snapshot"]
    assert (snapshot["name"], snapshot["conversation"], snapshot["messages"]) == (None, None, [])


async def test_an_operator_may_none_of_it(server: Server) -> None:
    person = await _customer(server)
    token = bearer(await server.operator_token(server.company.operator))
    assert_problem(await server.get("/api/customer", token, params={"query": "anna"}), 403)
    assert_problem(await server.post(f"/api/customer/{person.id}/erase", {"confirm": str(person.id)}, token), 403)
