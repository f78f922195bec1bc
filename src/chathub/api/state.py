"""What the routes work with, put together once by the app."""

from collections.abc import Callable
from dataclasses import dataclass

from chathub.config import Config
from chathub.desk.limits import Limiter
from chathub.desk.login import Logins
from chathub.desk.sightings import Sightings
from chathub.desk.tokens import Keys
from chathub.ids import OrganizationId
from chathub.measures import Looks
from chathub.protocol.frames import OperatorPresence
from chathub.store.store import Store


@dataclass(frozen=True, slots=True)
class Api:
    """Kept in the app's state as `api`."""

    store: Store
    keys: Keys
    config: Config
    limiter: Limiter
    logins: Logins
    sightings: Sightings
    online: Callable[[OrganizationId], bool]
    """Whether an operator of the organization is here now."""
    here: Callable[[OrganizationId], tuple[OperatorPresence, ...]]
    """The operators of the organization who are connected, to whichever node."""
    draining: Callable[[], bool]
    """Whether the server is about to stop."""
    looks: Callable[[], Looks]
    """What the gauges show now."""
