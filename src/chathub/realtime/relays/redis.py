"""Parcels over Redis pub/sub (https://redis.io/docs/latest/develop/pubsub/): for fleets that spare their database."""

from collections.abc import Callable

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from chathub.errors import Unavailable

CHANNEL = "chathub"
ANSWER_SECONDS = 2.0
"""How long the server may take for anything."""
CHECK_SECONDS = 5.0
"""How often a silent connection is tried."""
AWAY = (OSError, TimeoutError, RedisError)


class RedisRelay:
    """One connection that listens, one that tells."""

    name = "redis"

    def __init__(self, url: str) -> None:
        """`url` is `redis://`, `rediss://` or `unix://`. Raises ValueError for any other."""
        self._ready = False
        self._client = Redis.from_url(
            url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            # We connect again ourselves, and what is told late is not worth telling.
            retry=Retry(NoBackoff(), 0),
        )

    @property
    def ready(self) -> bool:
        """Whether it is connected."""
        return self._ready

    async def listen(self, heard: Callable[[str], None]) -> None:
        """Until the connection is lost, which is Unavailable."""
        try:
            await self._listen(heard)
        except AWAY as error:
            raise Unavailable(str(error) or type(error).__name__) from error
        finally:
            self._ready = False
            await self._client.aclose()

    async def attempt(self) -> None:
        """Subscribes and publishes once, where nobody listens. Raises Unavailable where it may not."""
        try:
            async with self._client.pubsub() as listening:
                await listening.subscribe(f"{CHANNEL}.attempt")
                await self._client.publish(f"{CHANNEL}.attempt", "")
        except AWAY as error:
            raise Unavailable(str(error) or type(error).__name__) from error
        finally:
            await self._client.aclose()

    async def send(self, text: str) -> None:
        """Raises Unavailable where it cannot."""
        try:
            await self._client.publish(CHANNEL, text)
        except AWAY as error:
            self._ready = False
            raise Unavailable(f"Redis did not take a message: {error}.") from error

    async def _listen(self, heard: Callable[[str], None]) -> None:
        async with self._client.pubsub() as listening:
            await listening.subscribe(CHANNEL)
            silent = 0
            while silent < 2:
                message = await listening.get_message(timeout=CHECK_SECONDS)
                if message is None:
                    # A peer that vanished without a word would never be noticed by waiting.
                    await listening.ping()
                    silent += 1
                    continue
                silent = 0
                self._ready = True
                if message["type"] == "subscribe":
                    heard("")
                elif message["type"] == "message":
                    heard(message["data"].decode("utf-8", "replace"))
            raise TimeoutError("it does not answer")
