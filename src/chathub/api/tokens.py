"""Token answers, the only ones that look at `Accept`."""

import msgspec
from litestar import MediaType, Response

from chathub.api.authentication import AnyRequest


def token_answer(request: AnyRequest, token: str) -> Response[str]:
    """The token as a JSON string, or bare for a request that accepts text but no JSON."""
    plain = wants_plain_text(", ".join(request.headers.getall("accept", ["*/*"])))
    if plain:
        return Response(token, media_type=MediaType.TEXT, headers={"Vary": "Accept"})
    # The framework sends a text as it is, whatever its media type.
    return Response(msgspec.json.encode(token).decode(), media_type=MediaType.JSON, headers={"Vary": "Accept"})


def wants_plain_text(accept: str) -> bool:
    """Whether `text/plain` is accepted and JSON is not."""
    ranges = set()
    for part in accept.lower().split(",")[:50]:
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if not any(_refused(parameter) for parameter in parameters):
            ranges.add(name)
    return bool(ranges & {"text/plain", "text/*"}) and not ranges & {"application/json", "application/*", "*/*"}


def _refused(parameter: str) -> bool:
    """`q=0` takes a type back."""
    name, _, value = parameter.partition("=")
    return name.strip() == "q" and value.strip().strip("0") in ("", ".") and value.strip() != ""
