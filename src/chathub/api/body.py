"""Bodies: read strictly, so that what is stored is what was meant.

The framework converts loosely (`"24"` and `true` would pass for 24), so the body is decoded here, straight into the
type that the handler names.
"""

import json
import re
from typing import Any

import msgspec
from litestar import Request
from litestar.exceptions import ClientException

from chathub.api.reasons import reason_of
from chathub.errors import BadInput, UnsupportedMediaType

MAX_DEPTH = 32
JSON = "application/json"

_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


class StrictRequest(Request[Any, Any, Any]):
    """The request class of all handlers."""

    async def body(self) -> bytes:
        """The body of a call that reads JSON; its type is asked before a byte of it is read."""
        media_type, _ = self.content_type
        if media_type != JSON and not (media_type.startswith("application/") and media_type.endswith("+json")):
            raise UnsupportedMediaType("Send the body as JSON, with the header `Content-Type: application/json`.")
        if self.headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
            raise UnsupportedMediaType("Send the body as it is, without `Content-Encoding`.")
        try:
            body = await super().body()
        except ClientException as error:
            if error.status_code == 400:
                raise BadInput("The header `Content-Length` is not a number.", reason="unreadable") from error
            raise
        if not body:
            raise BadInput("The body is missing. Send JSON; what it must contain is at /docs.", reason="unreadable")
        return body

    async def json(self) -> Any:
        """The body as the type that the handler's `data` names."""
        field = self.route_handler.parsed_data_field
        return decode(await self.body(), field.raw if field is not None else Any)


def decode(body: bytes, type_: Any) -> Any:
    """`body` as `type_`. BadInput names the field that is wrong."""
    if too_deep(body):
        raise BadInput(f"The body is nested more than {MAX_DEPTH} levels deep.", reason="unreadable")
    try:
        # The decoder looks only at the fields that it wants.
        _refuse_repeated_names(body.decode())
    except UnicodeDecodeError:
        raise BadInput("The body is not UTF-8, as JSON must be.", reason="unreadable") from None
    decoder = _decoders.get(type_)
    if decoder is None:
        decoder = _decoders[type_] = msgspec.json.Decoder(type_)
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        reason, limit = reason_of(str(error))
        raise BadInput(
            f"The body is not valid: {readable(error)}.", field=field_of(error), reason=reason, limit=limit
        ) from None
    except msgspec.DecodeError as error:
        if half_a_pair(body):
            raise BadInput(
                "The body contains half of a surrogate pair. Send valid Unicode.", reason="wrong_character"
            ) from None
        raise BadInput(f"The body is not JSON: {error}.", reason="unreadable") from None


def half_a_pair(body: bytes) -> bool:
    """Whether that is all that is wrong with it: Python's own reader takes what ours, like every database, refuses."""
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    except (ValueError, RecursionError):
        return False
    return False


def _refuse_repeated_names(text: str) -> None:
    """Of two equal names one reader takes the first, another the last: what was checked might not be what counts."""
    try:
        json.loads(text, object_pairs_hook=_once)
    except ValueError:
        return  # told by the decoder, in better words


def _once(pairs: list[tuple[str, Any]]) -> None:
    names = set()
    for name, _ in pairs:
        if name in names:
            raise BadInput(f"The body names `{name[:100]}` twice in one object. Send it once.", reason="repeated")
        names.add(name)


def readable(error: msgspec.ValidationError) -> str:
    """msgspec's words with its path spelt as a reader would: `$[0].name` is `name` of item 0."""
    text, at, path = str(error).partition(" - at `$")
    path = path.rstrip("`").removeprefix(".")
    return f"{text} at `{path}`" if at and path else text


_ABOUT_A_FIELD = re.compile(r"Object (?:missing required|contains unknown) field `([^`]{1,100})`")


def field_of(error: msgspec.ValidationError) -> str | None:
    """The way to what is wrong, as `BadInput` spells it; None where it is the body as a whole."""
    text, _, path = str(error).partition(" - at `$")
    path = path.rstrip("`").removeprefix(".")
    named = _ABOUT_A_FIELD.match(text)
    return ".".join(part for part in (path, named[1] if named else "") if part) or None


def too_deep(body: bytes) -> bool:
    """Whether brackets outside of strings nest deeper than anything that is ever sent here."""
    if body.count(b"[") + body.count(b"{") <= MAX_DEPTH:
        return False
    depth = 0
    in_string = escaped = False
    for byte in body:
        if in_string:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                in_string = False
        elif byte == 0x22:
            in_string = True
        elif byte in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif byte in b"]}":
            depth -= 1
    return False
