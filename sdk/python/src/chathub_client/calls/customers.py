"""Customers, and a person's rights to its data."""

from __future__ import annotations

from chathub_client.call import Call, Group, R, call, get, post
from chathub_client.resources import ErasedCustomer, FoundCustomer, KeptCustomer


class Customers(Group[R]):
    """Calls about what is kept of a person. They need a company token."""

    @call
    async def find(self, text: str, *, organization_id: int | None = None) -> tuple[FoundCustomer, ...]:
        """The newest 20 whose name, e-mail address, phone number or identity contains the text."""
        query = {"query": text, "organizationId": organization_id}
        return await self._core.perform(get("/api/customer", tuple[FoundCustomer, ...], query))

    @call
    async def get(self, customer_id: int) -> KeptCustomer:
        """How much is kept of one customer: conversations, messages, notes, files, ratings."""
        return await self._core.perform(get("/api/customer/{id}", KeptCustomer, id=customer_id))

    @call
    async def export(self, customer_id: int) -> bytes:
        """A ZIP with all that is kept of one customer, as JSON and files; ten an hour.

        Operators' notes about the customer lie in its folder `about`: look at them before you hand them over.
        """
        described = Call("GET", "/api/customer/{id}/export", bytes, {"id": customer_id}, is_file=True)
        return (await self._core.answer(described)).content

    @call
    async def erase(self, customer_id: int, *, confirm: str) -> ErasedCustomer:
        """Erases all that is kept of one customer and ends its tokens, for good.

        `confirm` repeats the customer's name, or its number where it has none.
        """
        wanted = {"confirm": confirm}
        return await self._core.perform(post("/api/customer/{id}/erase", ErasedCustomer, wanted, id=customer_id))
