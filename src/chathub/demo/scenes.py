"""Plays the sample conversations: each step through the desk, in the order and at the times in which it took place."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from chathub.config import Limits
from chathub.demo.dialogue import MINUTE_MS, Dialogue, File, Step
from chathub.demo.pictures import picture
from chathub.desk.access import CustomerActor, OperatorActor
from chathub.desk.files import upload
from chathub.desk.rating import rate
from chathub.desk.reading import seen_by_customer, seen_by_operator
from chathub.desk.receive import receive
from chathub.desk.reply import reply
from chathub.desk.triage import assign, resolve
from chathub.ids import ChannelId, CustomerId, OrganizationId
from chathub.protocol.commands import Rate, Seen, Send
from chathub.store.customers import insert_customer, set_profile
from chathub.store.store import Store
from chathub.store.transaction import Transaction

NEWEST: Final = 2**53 - 1
"""Beyond every position and seq: a read mark is cut to what there is."""
ROOMY: Final = Limits(free_disk=1)
"""The sample's few small files fit on any disk."""


@dataclass(frozen=True, slots=True)
class Staff:
    """An organization with its channel and its operators by first name."""

    organization: OrganizationId
    channel: ChannelId
    operators: dict[str, OperatorActor]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where it is written."""

    store: Store
    data: Path


Deed = Callable[[Stage], Awaitable[None]]


def schedule(staff: Staff, played: Iterable[Dialogue], now: int) -> list[tuple[int, Deed]]:
    """What happened in these conversations, and when."""
    return [entry for dialogue in played for entry in _Scene(staff, dialogue).schedule(now)]


class _Scene:
    """One conversation while it is played."""

    def __init__(self, staff: Staff, dialogue: Dialogue) -> None:
        self._staff = staff
        self._dialogue = dialogue
        self._operator = staff.operators.get(dialogue.operator)
        self._customer: CustomerActor | None = None
        self._conversation = 0
        self._numbers = itertools.count(1)

    def schedule(self, now: int) -> list[tuple[int, Deed]]:
        at = now - self._dialogue.age_ms - self._dialogue.lasts_ms
        entries: list[tuple[int, Deed]] = [(at - MINUTE_MS, self._arrive)]
        for step in self._dialogue.steps:
            at += step.after_ms
            entries.append((at, partial(self._play, step)))
        if self._dialogue.state == "resolved":
            entries.append((at + MINUTE_MS, self._resolve))
        if self._dialogue.rating is not None:
            entries.append((at + 2 * MINUTE_MS, partial(self._rate, *self._dialogue.rating)))
        return entries

    async def _arrive(self, stage: Stage) -> None:
        """The customer opens the widget, and says who it is if it is somebody who does."""

        async def work(transaction: Transaction) -> CustomerId:
            customer = await insert_customer(transaction, self._staff.organization, self._staff.channel, None)
            told = self._dialogue
            await set_profile(transaction, customer.id, told.customer, told.email, told.phone)
            return customer.id

        id = await stage.store.write(work)
        self._customer = CustomerActor(id, self._staff.organization, self._staff.channel, NEWEST)

    async def _play(self, step: Step, stage: Stage) -> None:
        match step.kind:
            case "customer":
                await self._customer_writes(step, stage)
            case "operator" | "note":
                await self._operator_writes(step, stage)
            case "handover":
                await self._hand_over(step.text, stage)
            case "pause":
                pass

    async def _customer_writes(self, step: Step, stage: Stage) -> None:
        customer = self._writer()
        # Whoever writes has read what was answered.
        await seen_by_customer(stage.store, customer, Seen(upto=NEWEST))
        files = await _attached(stage, customer, step.file)
        await receive(
            stage.store, customer, Send(client_id=self._client_id(), text=step.text, attachments=files), ROOMY
        )
        if not self._conversation:
            self._conversation = await _conversation_of(stage.store, customer.id)

    async def _operator_writes(self, step: Step, stage: Stage) -> None:
        operator = self._answerer()
        await self._seen_by_all(stage)
        files = await _attached(stage, operator, step.file)
        send = Send(
            client_id=self._client_id(),
            text=step.text,
            conversation=self._conversation,
            attachments=files,
            note=step.kind == "note",
        )
        await reply(stage.store, operator, send, ROOMY)

    async def _hand_over(self, to: str, stage: Stage) -> None:
        colleague = self._staff.operators[to]
        await assign(stage.store, self._answerer(), self._conversation, colleague.id)
        self._operator = colleague

    async def _resolve(self, stage: Stage) -> None:
        await resolve(stage.store, self._answerer(), self._conversation)
        await seen_by_customer(stage.store, self._writer(), Seen(upto=NEWEST))
        await self._seen_by_all(stage)

    async def _rate(self, score: int, comment: str, stage: Stage) -> None:
        await rate(stage.store, self._writer(), Rate(score=score, comment=comment))

    async def _seen_by_all(self, stage: Stage) -> None:
        """Everybody has read what was answered: what nobody has answered yet is what stays unread."""
        seen = Seen(upto=NEWEST, conversation=self._conversation)
        async with asyncio.TaskGroup() as group:
            for operator in self._staff.operators.values():
                group.create_task(seen_by_operator(stage.store, operator, seen))

    def _writer(self) -> CustomerActor:
        if self._customer is None:
            raise ValueError(f"{self._dialogue.customer} writes before arriving")
        return self._customer

    def _answerer(self) -> OperatorActor:
        if self._operator is None:
            raise ValueError(f"{self._dialogue.customer} is answered, but by nobody known")
        return self._operator

    def _client_id(self) -> str:
        return f"sample-{next(self._numbers):04}"


async def _attached(stage: Stage, uploader: CustomerActor | OperatorActor, file: File | None) -> tuple[str, ...]:
    if file is None:
        return ()
    content = picture(file.content) if file.name.endswith(".png") else file.content.encode()
    attachment = await upload(stage.store, stage.data, ROOMY, uploader, file.name, in_one(content))
    return (attachment.id,)


async def in_one(content: bytes) -> AsyncIterator[bytes]:
    """A body that comes in one piece."""
    yield content


async def _conversation_of(store: Store, customer: CustomerId) -> int:
    async def work(transaction: Transaction) -> int:
        counters = await transaction.newest_conversation(customer)
        if counters is None:
            raise ValueError("what was written has opened no conversation")
        return counters.id

    return await store.write(work)
