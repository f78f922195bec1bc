"""What carries the nodes' talk, where it is not the database."""

from chathub.cli.checks.finding import Finding, Patient, failed, fine
from chathub.errors import Unavailable

FIX = "Look at the Redis server and at --redis-url. Until it is back, nodes tell each other by way of the database."


async def redis(patient: Patient) -> Finding:
    """Whether a node may listen and send there."""
    # Imported here: an installation without Redis needs nothing of it.
    from chathub.realtime.relays.redis import RedisRelay

    try:
        await RedisRelay(patient.redis_url or "").attempt()
    except Unavailable as error:
        return failed(f"Redis cannot be used: {error.detail.rstrip('.')}.", FIX)
    except Exception as error:
        # The library finds fault with some parts of an address no sooner than now.
        return failed(f"Redis cannot be used: {type(error).__name__}: {error}.", FIX)
    return fine("Redis answers, and lets a node listen and send.")
