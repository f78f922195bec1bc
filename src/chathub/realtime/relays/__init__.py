"""How parcels travel between nodes: one file a carrier, each a `chathub.realtime.nodes.Relay`."""

from chathub.config import Config
from chathub.realtime.nodes import Relay


def relays_of(config: Config) -> list[Relay]:
    """The carriers that these settings name, the preferred one first; none where there is one node only."""
    found: list[Relay] = []
    # Each brings a client library along that a server without it does not carry.
    if config.redis_url:
        from chathub.realtime.relays.redis import RedisRelay

        found.append(RedisRelay(config.redis_url))
    if config.database_url:
        from chathub.realtime.relays.postgres import PostgresRelay

        found.append(PostgresRelay(config.database_url))
    return found
