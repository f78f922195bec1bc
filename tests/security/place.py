"""A server with a victim, and strangers of every kind with what they have in their hands."""

import hashlib
from collections.abc import AsyncIterator

import httpx

from chathub.desk.access import CustomerActor, OperatorActor
from chathub.desk.files import upload
from chathub.desk.people import tell_profile
from chathub.desk.receive import receive
from chathub.desk.reply import reply
from chathub.ids import CustomerId, OperatorId
from chathub.protocol.commands import Profile, Send
from chathub.store.channels import channel_by_guid
from chathub.store.customers import insert_customer
from chathub.store.transaction import Reader, Row, Transaction
from tests.security.matrix import Call, Victim
from tests.serving import (
    PASSWORD,
    Company,
    Console,
    Server,
    bearer,
    console_call,
    console_of,
    expired_token,
)

CANARY = "canary-7f3a"
FOREVER = 2**52
NOBODY = Victim(999_999, 999_999, 999_999, 999_999, "A" * 22, "", "00000000-0000-4000-8000-000000000000", 999_999)
STRANGERS = (
    "company",
    "operator",
    "customer",
    "operator of another organization",
    "customer of the same channel",
    "owner at another console",
)
DEAD = (
    "none",
    "garbage",
    "expired",
    "inactive",
    "deleted",
    "of before the reactivation",
    "signed out of the console",
    "removed from the console",
)


class Place:
    """A server with a victim, and tokens of everybody who is not."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.tokens: dict[str, str] = {}
        self.consoles: dict[str, Console] = {}
        """Who has a session instead of a token."""
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
            await self._staff(),
        )

    async def _staff(self) -> int:
        """People at the victim's console, among them some who have gone, and somebody at another. An id of the first."""
        server, consoles = self.server, self.consoles
        owner = await console_of(server)
        ids: dict[str, int] = {}
        for name, role in (("admin", "admin"), ("viewer", "viewer"), ("removed from the console", "admin")):
            made = await owner.done("POST", "/api/console/people", {"name": f"{CANARY} {role}", "role": role})
            code = made["link"].partition("#join=")[2]
            body = {"code": code, "name": f"{CANARY} {role}", "login": f"person{made['person']['id']}"}
            consoles[name] = Console(server, await console_call(server, "join", body | {"password": PASSWORD}))
            ids[name] = made["person"]["id"]
        await owner.done("DELETE", f"/api/console/people/{ids['removed from the console']}")
        await owner.done("POST", "/api/console/sign-out", {})
        consoles["signed out of the console"] = owner
        consoles["owner at another console"] = await console_of(server, "coffee")
        return ids["admin"]

    def headers(self, who: str | None, **more: str) -> dict[str, str]:
        """What this caller sends besides the body."""
        if who in self.consoles:
            return self.consoles[who].headers | more
        return bearer(self.tokens[who]) if who not in (None, "none") else {}

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

    async def request(self, operation: str, call: Call, token: str | None, **more: str) -> httpx.Response:
        """One call as this stranger; of a stream only its beginning is read."""
        method, path = operation.split(" ")
        headers = self.headers(token, **more)
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
            ] + [await reader.rows(sql, id=self.server.company.id) for sql in _OF_THE_COMPANY]

        return hashlib.sha256(repr(await self.server.store.read(work)).encode()).hexdigest()


_OF_THE_COMPANY = (
    "SELECT id, name, login, password_hash, token_generation FROM companies WHERE id = :id",
    "SELECT id, name, role, login, password_hash FROM people WHERE company_id = :id ORDER BY id",
    "SELECT * FROM audit WHERE company_id = :id ORDER BY id",
    "SELECT i.* FROM invitations i JOIN people p ON p.id = i.person_id WHERE p.company_id = :id ORDER BY 1",
)
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
