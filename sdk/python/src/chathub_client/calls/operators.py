"""Operators: who answers customers."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Literal

from chathub_client.call import Call, Group, R, again, call, delete, get, patch, post
from chathub_client.errors import BadInput
from chathub_client.resources import (
    CreatedOperator,
    ListedOperator,
    NewOperator,
    Operator,
    OperatorLink,
    ValidatedToken,
)
from chathub_client.tokens import OperatorToken, get_token, minted

Status = Literal[0, 1, 2]
"""An operator's: employment, not presence."""
ACTIVE: Final = 0
INACTIVE: Final = 1
DELETED: Final = 2
LONGEST_KEY = 255


class Operators(Group[R]):
    """Calls about operators. They need a company token, `list` and `validate_token` either kind."""

    @call
    async def list(self, organization_id: int | None = None) -> tuple[ListedOperator, ...]:
        """An organization's operators of every status, by id. Only an operator token may leave the organization out."""
        query = {"organizationId": organization_id}
        return await self._core.perform(get("/api/operator", tuple[ListedOperator, ...], query))

    @call
    async def synchronize(
        self, operators: Sequence[NewOperator], *, idempotency_key: str | None = None
    ) -> tuple[CreatedOperator, ...]:
        """Creates an operator for each of 1 to 100, all or none, and answers in the same order. Names may repeat.

        Within a day, a repeat with the same key and the same operators gets the first answer and creates nothing.
        Without a key one is made, so that at least the client's own repeats create once. BadInput for a key that is
        not 1 to 255 printable ASCII characters.
        """
        described = post("/api/operator/synchronize", tuple[CreatedOperator, ...], list(operators))
        key = str(uuid.uuid4()) if idempotency_key is None else idempotency_key
        # Said here: what no header can carry would never reach the server, and look like a broken connection.
        if not (key.isascii() and key.isprintable() and 0 < len(key) <= LONGEST_KEY) or key != key.strip():
            raise BadInput("An idempotency key has 1 to 255 printable ASCII characters, for example a UUID.")
        return await self._core.perform(replace(described, headers={"Idempotency-Key": key}, repeatable=True))

    @call
    async def rename(self, operator_id: int, name: str) -> Operator:
        """Another name; messages keep the one under which they were written."""
        return await self._core.perform(patch("/api/operator/{id}", Operator, {"name": name}, id=operator_id))

    @call
    async def link(self, operator_id: int, *, minutes: int | None = None) -> OperatorLink:
        """A link that opens the panel on a page of its own for this operator, once.

        It counts for 15 minutes, or as many as you say, a day at most.
        """
        body = {} if minutes is None else {"minutes": minutes}
        return await self._core.perform(again("/api/operator/{id}/link", OperatorLink, body, id=operator_id))

    @call
    async def set_status(self, operator_id: int, status: Status) -> None:
        """`ACTIVE`, `INACTIVE` or `DELETED`: the latter two end the operator's tokens and connections at once."""
        await self._core.perform(again("/api/operator/status", type(None), {"id": operator_id, "status": status}))

    @call
    async def get_token(self, operator_id: int, expires: datetime | timedelta = timedelta(hours=1)) -> OperatorToken:
        """A token for an active operator, at most 24 hours long; `expires` is an instant, or how long from now.

        A `token_source` keeps one and renews it. Forbidden for an operator who is not active.
        """
        if isinstance(expires, timedelta):
            return await minted(self._core, operator_id, expires)
        return OperatorToken(operator_id, await self._core.perform(get_token(operator_id, expires)), expires)

    @call
    async def validate_token(self, token: str) -> ValidatedToken:
        """Whether an operator token counts now; another company's never does."""
        return await self._core.perform(again("/api/operator/validate-token", ValidatedToken, {"token": token}))

    @call
    async def set_face(self, operator_id: int, picture: bytes) -> Operator:
        """A PNG, JPEG or WebP picture: its middle becomes a small square that everybody may see."""
        kind = {"Content-Type": "application/octet-stream"}
        described = Call("PUT", "/api/operator/{id}/face", Operator, {"id": operator_id}, body=picture, headers=kind)
        return await self._core.perform(described)

    @call
    async def remove_face(self, operator_id: int) -> Operator:
        """The operator has no picture any more."""
        return await self._core.perform(delete("/api/operator/{id}/face", Operator, id=operator_id))
