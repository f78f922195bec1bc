"""Links that let somebody in once: where they lead, and how often they may be tried."""

from chathub.api.authentication import AnyRequest, api_of, caller
from chathub.desk.limits import address_key


def link_to(request: AnyRequest, page: str, code: str) -> str:
    """The address of a page of ours, as the caller reaches us; the code behind the `#`, so that it is in no log."""
    base = api_of(request).config.public_url or caller(request).own_origin
    return f"{base.rstrip('/')}/{page}#{code}"


def take_code(request: AnyRequest) -> None:
    """Counts a try of somebody who is not signed in."""
    api = api_of(request)
    api.limiter.take("console-codes", address_key(caller(request).address), api.config.limits.console_codes)
