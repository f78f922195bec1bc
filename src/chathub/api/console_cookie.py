"""The console's cookie: who may use it, and what a change by it has to show besides."""

import hmac
from typing import Any, Final

from litestar import Request, Response

from chathub.api.caller import Caller
from chathub.config import Config
from chathub.desk.console import csrf_of
from chathub.desk.origins import is_own
from chathub.errors import ForgedRequest

COOKIE: Final = "chathub-console"
PATH: Final = "/api"
CSRF_HEADER: Final = "x-csrf-token"
LONGEST_KEY: Final = 128
_READS: Final = frozenset({"GET", "HEAD"})
_OWN_FETCHES: Final = frozenset({None, "same-origin", "none"})
"""What browsers say of a request that no other page has made (https://www.w3.org/TR/fetch-metadata/)."""

AnyRequest = Request[Any, Any, Any]


def session_key(request: AnyRequest, config: Config, who: Caller) -> str | None:
    """The session's key, where a page of ours sends it; a cookie goes along with what other pages ask, too.

    Browsers name no origin with a GET of the same one.
    """
    key = request.cookies.get(COOKIE)
    if not key or len(key) > LONGEST_KEY or request.headers.get("sec-fetch-site") not in _OWN_FETCHES:
        return None
    own = is_own(config, who.origin, who.own_origin) or (who.origin is None and request.method in _READS)
    return key if own else None


def confirm(request: AnyRequest, key: str) -> None:
    """Raises ForgedRequest for a change without the session's token, which only our own page can know."""
    if request.method in _READS:
        return
    sent = request.headers.get(CSRF_HEADER, "").encode(errors="replace")
    if not hmac.compare_digest(sent, csrf_of(key).encode()):
        raise ForgedRequest(
            "The header `X-CSRF-Token` is missing, or is not this session's. GET /api/console/session tells it."
        )


def keep_session(response: Response[Any], who: Caller, key: str, seconds: int) -> None:
    """Sets the cookie for so many seconds; none and an empty key take it away."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=seconds,
        path=PATH,
        httponly=True,
        samesite="strict",
        # As the browser sees it: a proxy may not say that it took HTTPS.
        secure=(who.origin or who.own_origin).startswith("https://"),
    )
