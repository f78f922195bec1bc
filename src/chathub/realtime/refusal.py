"""Answers of the server's own, given before a request reaches the application."""

from collections.abc import Mapping
from http import HTTPStatus

import msgspec


class Refusal(Exception):
    """A request that goes no further; `detail` tells its sender what to do (RFC 9457)."""

    def __init__(self, status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}

    def to_bytes(self) -> bytes:
        """The whole response; the connection ends with it, since what follows on it cannot be trusted."""
        body = msgspec.json.encode(
            {"type": "about:blank", "title": self.status.phrase, "status": self.status.value, "detail": self.detail}
        )
        lines = [
            f"HTTP/1.1 {self.status.value} {self.status.phrase}",
            "Content-Type: application/problem+json",
            f"Content-Length: {len(body)}",
            "Cache-Control: no-store",
            "Connection: close",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
