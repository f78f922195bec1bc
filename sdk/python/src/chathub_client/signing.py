"""Telling the customer's chat who is signed in on the company's site: a JWT by HS256 (RFC 7515, RFC 7519)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta, timezone
from uuid import UUID

SHORTEST_SECRET = 32
LONGEST_ID = 255
LENGTHS = {"name": 100, "email": 254, "phone": 32}
"""Characters that the server reads of each."""


def sign_user_jwt(
    secret: str,
    user_id: str | int | UUID,
    expires: datetime | timedelta,
    *,
    name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
) -> str:
    """The `userJWT` of a signed-in user, for the chat's script element.

    `secret` is the channel's; it never goes to a browser. `user_id` is the user's id with the company: whoever has the
    same one is the same customer, on every device. `expires` is an instant with a time zone, or how long from now.
    `name`, `email` and `phone` are cut where the server stops reading, and lose what is no character. ValueError for a
    secret that is too short to be one, an id that no customer can have, and for what has ended already; TypeError for an
    id or an end of another type, such as None for a user who is not signed in.
    """
    if not isinstance(secret, str):
        raise TypeError("Signing needs the channel's secret, as the text that the console shows once.")
    # Space around it comes from a file or a variable; the server makes secrets without any.
    secret = secret.strip()
    if isinstance(user_id, bool) or not isinstance(user_id, (str, int, UUID)):
        # None would be the customer "None", whom everybody is who is not signed in: all of them would read the same chat.
        raise TypeError(
            f"A user's id is a text, a whole number or a UUID, and not of the type {type(user_id).__name__}."
        )
    if not isinstance(expires, (datetime, timedelta)):
        raise TypeError("Give `expires` as a datetime with a time zone, or as a timedelta from now.")
    user = str(user_id)
    if len(secret) < SHORTEST_SECRET or not user.strip():
        raise ValueError("Signing needs the channel's secret, of at least 32 characters, and the user's id.")
    if len(user) > LONGEST_ID or "\0" in user or _characters(user) != user:
        raise ValueError("A user's id has 255 characters at most, and neither U+0000 nor half of a surrogate pair.")
    now = datetime.now(timezone.utc)
    end = now + expires if isinstance(expires, timedelta) else expires
    if end.tzinfo is None:
        raise ValueError("Give `expires` with a time zone, such as datetime.now(timezone.utc) + timedelta(hours=1).")
    if int(end.timestamp()) <= now.timestamp():
        raise ValueError("`expires` has passed already.")
    claims = {"sub": user, "iat": int(now.timestamp()), "exp": int(end.timestamp())}
    told = {"name": name, "email": email, "phone": phone}
    # The server takes nothing of a token in which one of them has a character that no database holds.
    claims |= {key: _characters(value).replace("\0", "")[: LENGTHS[key]] for key, value in told.items() if value}
    signed = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    signature = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_base64(signature)}"


def _characters(text: str) -> str:
    """Without halves of surrogate pairs, which JSON can carry and UTF-8 cannot."""
    return text.encode(errors="ignore").decode()


def _part(value: dict[str, object]) -> str:
    return _base64(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
