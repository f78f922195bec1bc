"""What an operator does in conversations."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from chathub_client.call import Group, R, again, call
from chathub_client.resources import Conversation, Found, InboxPage, Message, Opened, ThreadPage


@dataclass(frozen=True, slots=True)
class _Changed:
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class _Sent:
    message: Message


class Chat(Group[R]):
    """An operator's commands: `ChatHub.as_operator(id).chat`. They need an operator token.

    Each says what shall be so, or names itself by a client id: all may be repeated.
    """

    @call
    async def inbox(
        self, view: Literal["mine", "waiting", "all"] = "all", *, after: str | None = None, limit: int = 50
    ) -> InboxPage:
        """A page of 1 to 100 conversations, newest activity first; `after` of one page begins the next, None: the last."""
        return await self._core.perform(
            again("/api/chat/inbox", InboxPage, {"view": view, "after": after, "limit": limit})
        )

    @call
    async def open(self, conversation: int) -> Opened:
        """One conversation with the newest page of its messages."""
        return await self._core.perform(again("/api/chat/open", Opened, {"conversation": conversation}))

    @call
    async def thread(
        self, conversation: int, *, before: int | None = None, after: int | None = None, limit: int = 50
    ) -> ThreadPage:
        """A page of 1 to 100 messages, oldest first: the newest, or those before or after a position."""
        asked = {"conversation": conversation, "before": before, "after": after, "limit": limit}
        return await self._core.perform(again("/api/chat/thread", ThreadPage, asked))

    @call
    async def send(
        self,
        conversation: int,
        text: str,
        *,
        attachments: Sequence[str] = (),
        note: bool = False,
        client_id: str | None = None,
    ) -> Message:
        """Writes a message, or a note that only operators see; answers once it is on disk.

        `attachments` are ids of at most 5 uploaded files. Writing again with the same `client_id` (8 to 64 letters,
        digits, `-` or `_`) writes nothing and answers with the first message; without one it is made up.
        """
        written = {
            "conversation": conversation,
            "text": text,
            "attachments": list(attachments),
            "note": note,
            "clientId": client_id or str(uuid.uuid4()),
        }
        return (await self._core.perform(again("/api/chat/send", _Sent, written))).message

    @call
    async def seen(self, conversation: int, upto: int) -> None:
        """Marks everything up to this position as read."""
        await self._core.perform(again("/api/chat/seen", type(None), {"conversation": conversation, "upto": upto}))

    @call
    async def typing(self, conversation: int) -> None:
        """Shows the customer for some seconds that somebody is typing."""
        await self._core.perform(again("/api/chat/typing", type(None), {"conversation": conversation}))

    @call
    async def take(self, conversation: int) -> Conversation:
        """Makes this operator its assignee; a resolved one is reopened."""
        return (
            await self._core.perform(again("/api/chat/take", _Changed, {"conversation": conversation}))
        ).conversation

    @call
    async def assign(self, conversation: int, operator_id: int) -> Conversation:
        """Hands it to a colleague of the same organization."""
        wanted = {"conversation": conversation, "operator": operator_id}
        return (await self._core.perform(again("/api/chat/assign", _Changed, wanted))).conversation

    @call
    async def release(self, conversation: int) -> Conversation:
        """Puts it back among the waiting."""
        wanted = {"conversation": conversation}
        return (await self._core.perform(again("/api/chat/release", _Changed, wanted))).conversation

    @call
    async def resolve(self, conversation: int) -> Conversation:
        """Closes it; the customer's next message reopens it."""
        wanted = {"conversation": conversation}
        return (await self._core.perform(again("/api/chat/resolve", _Changed, wanted))).conversation

    @call
    async def reopen(self, conversation: int) -> Conversation:
        """Opens a resolved one again."""
        wanted = {"conversation": conversation}
        return (await self._core.perform(again("/api/chat/reopen", _Changed, wanted))).conversation

    @call
    async def block(self, customer: int) -> None:
        """Refuses the customer's further messages, files and conversations."""
        await self._core.perform(again("/api/chat/block", type(None), {"customer": customer}))

    @call
    async def unblock(self, customer: int) -> None:
        """Takes a block back."""
        await self._core.perform(again("/api/chat/unblock", type(None), {"customer": customer}))

    @call
    async def search(self, text: str, *, before: int | None = None) -> Found:
        """Conversations whose messages or customer's name contain the text, newest first."""
        return await self._core.perform(again("/api/chat/search", Found, {"text": text, "before": before}))

    @call
    async def presence(self, state: Literal["online", "away"]) -> None:
        """Tells colleagues whether this operator is at the desk."""
        await self._core.perform(again("/api/chat/presence", type(None), {"state": state}))
