"""Both clients by one spelling: `await do(client.operators.list, 5)` blocks a thread, or waits."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Literal, ParamSpec, TypeVar, cast

from chathub_client import AsyncChatHub, ChatHub

Form = Literal["blocking", "awaited"]
Client = ChatHub
"""The types of the blocking one; `do` awaits what the other gives."""
P = ParamSpec("P")
T = TypeVar("T")


async def do(method: Callable[P, T | Awaitable[T]], *args: P.args, **named: P.kwargs) -> T:
    """What the method returns, or raises."""
    result = await asyncio.to_thread(method, *args, **named)
    if inspect.isawaitable(result):
        return await cast("Awaitable[T]", result)
    return result


@asynccontextmanager
async def opened(form: Form, url: str, **options: Any) -> AsyncIterator[Client]:
    """A client of that form, until the block ends."""
    if form == "blocking":
        with ChatHub(url, **options) as blocking:
            yield blocking
        return
    async with AsyncChatHub(url, **options) as awaited:
        yield cast("Client", awaited)
