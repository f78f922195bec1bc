"""Why the server closes a socket. 44xx: do not return as you are. Everything else: come back and resume, with jitter."""

from enum import IntEnum


class Close(IntEnum):
    """Close codes of ours and of RFC 6455 that the server sends."""

    GOING_AWAY = 1001
    PROTOCOL_ERROR = 1002
    UNSUPPORTED = 1003
    BAD_UTF8 = 1007
    TOO_BIG = 1009
    RESTART = 1012
    """The server restarts or moves: come back after a random moment."""
    TRY_LATER = 1013
    """Overloaded, or too many connections: come back later."""
    SLOW = 4000
    """The client reads too slowly: come back and resume."""
    BAD_REQUEST = 4400
    """A frame that this protocol does not know, or none within 10 s."""
    INVALID_TOKEN = 4401
    """The token does not count (any more): come back with another."""
    TOKEN_EXPIRED = 4402
    """The token has ended: come back with a fresh one."""
    REFUSED_ORIGIN = 4403
    """The page's origin is not on the organization's allow-list."""
