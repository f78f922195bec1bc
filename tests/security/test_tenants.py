"""The tenant matrix: every call with every wrong kind of token and another tenant's ids."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
import pytest_asyncio

from chathub.app import openapi
from chathub.desk.access import CustomerActor, OperatorActor
from chathub.desk.files import upload
from chathub.desk.people import tell_profile
from chathub.desk.receive import receive
from chathub.desk.reply import reply
from chathub.ids import CustomerId, OperatorId
from chathub.protocol.commands import Command, Profile, Send
from chathub.store.channels import channel_by_guid
from chathub.store.customers import insert_customer
from chathub.store.transaction import Reader, Row, Transaction
from tests.security.matrix import CALLS, Call, Kind, Victim
from tests.serving import Company, Server, bearer, expired_token, serving

CANARY = "canary-7f3a"
FOREVER = 2**52
NOBODY = Victim(999_999, 999_999, 999_999, 999_999, "A" * 22, "", "00000000-0000-4000-8000-000000000000")
STRANGERS = ("company", "operator", "customer", "operator of another organization", "customer of the same channel")
DEAD = ("none", "garbage", "expired", "inactive", "deleted", "of before the reactivation")


class Place:
    """A server with a victim, and tokens of everybody who is not."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.tokens: dict[str, str] = {}
        self.victim: Victim

    async def build(self) -> None:
        """The victim works at the first company, most strangers at the other."""
        server, company, other = self.server, self.server.company, self.server.other
        anna = await self._customer(company)
        olena = OperatorActor(company.operator, company.organization, company.id, CANARY, FOREVER)
        conversation = await self._talk(olena, anna)
        sibling = await server.organization(company, "Sibling")
        keys, now = server.live.core.keys, server.store.clock()
        elsewhere = await self._customer(other)
        neighbour = await self._customer(company)
        for name, customer in (("customer", elsewhere), ("customer of the same channel", neighbour)):
            self.tokens[name] = keys.customer_token(CustomerId(customer.id), 0, now, now + 3_600_000)
        self.tokens |= {
            "company": other.token,
            "operator": await server.operator_token(other.operator),
            "operator of another organization": await server.operator_token(await server.operator(sibling)),
            "garbage": "not-a-token",
            "expired": expired_token(server, company.operator),
            **await self._dismissed(),
        }
        self.victim = Victim(
            company.organization,
            company.operator,
            anna.id,
            conversation,
            await self._file(olena, conversation),
            await server.operator_token(company.operator),
            company.channel.guid,
        )

    async def _customer(self, company: Company) -> CustomerActor:
        async def work(transaction: Transaction) -> CustomerActor:
            channel = await channel_by_guid(transaction, company.channel.guid)
            assert channel is not None
            made = await insert_customer(transaction, company.organization, channel.id, None)
            return CustomerActor(made.id, company.organization, channel.id, FOREVER)

        return await self.server.store.write(work)

    async def _talk(self, olena: OperatorActor, anna: CustomerActor) -> int:
        store, limits = self.server.store, self.server.live.app.config.limits
        await receive(store, anna, Send(client_id="from-anna-1", text=f"{CANARY} message"), limits)
        await tell_profile(store, anna, Profile(name=f"{CANARY} name", email=f"{CANARY}@example.com", phone=CANARY))
        row = await store.read(lambda reader: reader.row("SELECT MAX(id) FROM conversations"))
        assert row is not None
        conversation = int(row[0])
        for note in (False, True):
            command = Send(
                client_id=f"from-olena-{note}", text=f"{CANARY} answer", conversation=conversation, note=note
            )
            await reply(store, olena, command, limits)
        return conversation

    async def _file(self, olena: OperatorActor, conversation: int) -> str:
        async def body() -> AsyncIterator[bytes]:
            yield CANARY.encode()

        store, config = self.server.store, self.server.live.app.config
        file = await upload(store, config.data, config.limits, olena, f"{CANARY}.txt", body())
        command = Send(client_id="with-a-file", text="", conversation=conversation, attachments=(file.id,))
        await reply(store, olena, command, config.limits)
        return file.id

    async def _dismissed(self) -> dict[str, str]:
        """Tokens of operators of the victim's own organization who may not work any more."""
        server, company = self.server, self.server.company
        found: dict[str, str] = {}
        for name, statuses in (("inactive", (1,)), ("deleted", (2,)), ("of before the reactivation", (1, 0))):
            operator = OperatorId(await server.operator(company.organization, "Gone"))
            found[name] = await server.operator_token(operator)
            for status in statuses:
                await server.status(company, operator, status)  # type: ignore[arg-type]  # 0, 1 or 2
        return found

    async def request(self, operation: str, call: Call, token: str | None) -> httpx.Response:
        """One call as this stranger; of a stream only its beginning is read."""
        method, path = operation.split(" ")
        headers = bearer(self.tokens[token]) if token not in (None, "none") else {}
        body = {"content": call.raw} if call.raw is not None else {"json": call.body(self.victim)}
        if method == "GET":
            body = {}
        async with self.server.http.stream(
            method, path.format(**call.path(self.victim)), params=call.query(self.victim), headers=headers, **body
        ) as answer:
            if answer.headers.get("content-type", "").startswith("text/event-stream") and answer.status_code == 200:
                answer._content = await anext(answer.aiter_bytes())
            else:
                await answer.aread()
        return answer

    async def fingerprint(self) -> str:
        """Everything that belongs to the victim's organization, in one short text."""

        async def work(reader: Reader) -> list[list[Row]]:
            return [
                await reader.rows(
                    f"SELECT * FROM {table} WHERE {column} = :id ORDER BY 1, 2", id=self.victim.organization
                )
                for table, column in _OF_THE_ORGANIZATION
            ]

        return hashlib.sha256(repr(await self.server.store.read(work)).encode()).hexdigest()


_OF_ITS_CONVERSATIONS = "(SELECT organization_id FROM conversations WHERE id = conversation_id)"
_OF_THE_ORGANIZATION = (
    ("organizations", "id"),
    ("origins", "organization_id"),
    ("operators", "organization_id"),
    ("channels", "organization_id"),
    ("conversations", "organization_id"),
    ("events", "organization_id"),
    ("messages", _OF_ITS_CONVERSATIONS),
    ("seen", _OF_ITS_CONVERSATIONS),
)


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """The victim and the strangers."""
    async with serving(tmp_path) as server:
        built = Place(server)
        await built.build()
        yield built


def test_every_call_of_the_product_is_classified() -> None:
    documented = {f"{method.upper()} {path}" for path, methods in openapi()["paths"].items() for method in methods}
    assert documented == CALLS.keys()


def test_every_command_is_a_call() -> None:
    commands = {f"POST /api/chat/{kind.__struct_config__.tag}" for kind in get_args(Command)}
    assert commands <= CALLS.keys()


def test_the_premise_holds() -> None:
    assert {call.kind for call in CALLS.values()} == set(Kind)


async def test_the_victim_itself_is_let_in(place: Place) -> None:
    place.tokens["victim"] = place.victim.operator_token
    answer = await place.request("POST /api/chat/open", CALLS["POST /api/chat/open"], "victim")
    assert answer.status_code == 200
    assert CANARY in answer.text, "need a canary that sings for this matrix to mean anything"


async def test_no_call_lets_a_dead_token_in(place: Place) -> None:
    before = await place.fingerprint()
    for operation, call in CALLS.items():
        if call.kind is Kind.PUBLIC:
            continue
        for token in DEAD:
            answer = await place.request(operation, call, token)
            assert answer.status_code == 401, (
                f"{operation} with a token that is {token}: {answer.status_code} {answer.text}"
            )
            assert answer.headers["content-type"] == "application/problem+json", operation
            assert CANARY not in answer.text, f"{operation} with a token that is {token}"
    assert await place.fingerprint() == before


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_no_call_gives_a_stranger_anything_of_the_victim(place: Place, stranger: str) -> None:
    before = await place.fingerprint()
    for operation, call in CALLS.items():
        if call.kind is Kind.PUBLIC or _is_its_own(operation, stranger):
            continue
        answer = await place.request(operation, call, stranger)
        allowed = {403, 404} if call.kind is Kind.SCOPED else {200, 403, 404}
        assert answer.status_code in allowed, f"{operation} by {stranger}: {answer.status_code} {answer.text}"
        assert CANARY not in answer.text.replace('canary"', ""), f"{operation} by {stranger}"
        assert CANARY not in str(answer.headers), f"{operation} by {stranger}"
    assert await place.fingerprint() == before, f"{stranger} has changed something"


def _is_its_own(operation: str, stranger: str) -> bool:
    """A customer's own conversation is meant, whatever id it sends: what it may do there, it may."""
    own = {"POST /api/chat/seen", "POST /api/chat/typing", "POST /api/chat/thread", "POST /api/chat/profile"}
    uploads = {"POST /api/files"}
    return (stranger == "customer of the same channel" and operation in own | uploads) or (
        stranger == "customer" and operation in own
    )


@pytest.mark.parametrize("stranger", ["customer", "customer of the same channel"])
async def test_a_customer_who_names_a_foreign_conversation_gets_only_its_own(place: Place, stranger: str) -> None:
    for operation in ("POST /api/chat/seen", "POST /api/chat/typing", "POST /api/chat/thread"):
        answer = await place.request(operation, CALLS[operation], stranger)
        assert answer.status_code == 200
        assert CANARY not in answer.text


async def test_unknown_and_foreign_ids_get_the_same_bytes(place: Place) -> None:
    for operation, call in CALLS.items():
        if call.kind is not Kind.SCOPED:
            continue
        for stranger in ("operator", "company"):
            foreign = await place.request(operation, call, stranger)
            known, place.victim = place.victim, NOBODY
            unknown = await place.request(operation, call, stranger)
            place.victim = known
            assert (foreign.status_code, foreign.content) == (unknown.status_code, unknown.content), operation


async def test_the_socket_holds_to_the_same_rules(place: Place) -> None:
    commands: dict[str, dict[str, Any]] = {
        operation.rpartition("/")[2]: call.body(place.victim)
        for operation, call in CALLS.items()
        if operation.startswith("POST /api/chat/")
    }
    before = await place.fingerprint()
    for stranger in STRANGERS[1:4]:
        client = await place.server.live.join(place.tokens[stranger])
        for name, fields in commands.items():
            if stranger == "customer" and name in ("seen", "typing", "thread", "profile"):
                continue
            answer = await client.ask({"type": name, **fields})
            call = CALLS[f"POST /api/chat/{name}"]
            if call.kind is Kind.SCOPED:
                assert answer["type"] == "error", (stranger, name)
                assert answer["code"] in {"forbidden", "not_found"}, (stranger, name, answer)
        assert CANARY not in str(client.frames), stranger
    assert await place.fingerprint() == before


async def test_a_company_token_opens_no_socket(place: Place) -> None:
    client = await place.server.live.open(place.tokens["company"])
    assert await client.closed() == 4401


async def test_a_signed_address_serves_only_its_own_file_and_viewer(place: Place) -> None:
    place.tokens["victim"] = place.victim.operator_token
    answer = await place.request("POST /api/chat/files", CALLS["POST /api/chat/files"], "victim")
    url = answer.json()["files"][0]["url"]
    assert (await place.server.http.get(url)).text == CANARY
    path, _, key = url.partition("?key=")
    viewer, expires, signature = key.split("~")
    for altered in (
        f"{path}?key={viewer}~{int(expires) + 1}~{signature}",
        f"{path}?key=o99~{expires}~{signature}",
        f"{path}?key=c1~{expires}~{signature}",
        f"{path}?key={viewer}~{expires}~{signature[:-1]}",
        f"{path}?key={viewer}~{expires}~",
        f"{path}?key=",
        f"/files/{'A' * 22}/file?key={key}",
        f"{path.replace('/file', '/thumbnail')}?key={key}" if path.endswith("/file") else path,
    ):
        refused = await place.server.http.get(altered)
        assert refused.status_code == 404, altered
        assert CANARY not in refused.text
    await place.server.status(place.server.company, OperatorId(place.victim.operator), 1)
    assert (await place.server.http.get(url)).status_code == 404, "an operator who has left reads on"


async def test_a_dead_token_is_told_before_what_is_wrong_with_the_call(place: Place) -> None:
    for operation, call in CALLS.items():
        method, path = operation.split(" ")
        if call.kind is Kind.PUBLIC or method == "GET":
            continue
        for token in DEAD:
            headers = {} if token == "none" else bearer(place.tokens[token])
            answer = await place.server.http.request(
                method, path.format(**call.path(place.victim)), content=b"{", headers=headers
            )
            assert answer.status_code == 401, f"{operation} with a token that is {token}: {answer.text}"


async def test_the_wrong_kind_of_token_is_told_before_what_is_wrong_with_the_body(place: Place) -> None:
    wrong = {"/api/company": "operator", "/api/operator": "customer", "/api/chat": "company"}
    for operation, call in CALLS.items():
        method, path = operation.split(" ")
        stranger = next((token for start, token in wrong.items() if path.startswith(start)), None)
        if call.kind is Kind.PUBLIC or method == "GET" or stranger is None:
            continue
        answer = await place.server.http.request(
            method, path.format(**call.path(place.victim)), content=b"{", headers=bearer(place.tokens[stranger])
        )
        assert answer.status_code == 403, f"{operation} by {stranger}: {answer.text}"
