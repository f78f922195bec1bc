"""Attachments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chathub_client.call import Call, Group, R, again, call
from chathub_client.errors import NotFound
from chathub_client.resources import Attachment, FileLink


@dataclass(frozen=True, slots=True)
class _FileLinks:
    files: tuple[FileLink, ...]


class Files(Group[R]):
    """Calls about files. They need an operator token."""

    @call
    async def upload(self, name: str, content: bytes) -> Attachment:
        """Stores a file; send its id with a message within 24 hours, or it is forgotten. Its type is found out."""
        kind = {"Content-Type": "application/octet-stream"}
        # A second one would only be forgotten.
        return await self._core.perform(
            Call("POST", "/api/files", Attachment, query={"name": name}, body=content, headers=kind, is_file=True)
        )

    @call
    async def links(self, ids: Sequence[str]) -> tuple[FileLink, ...]:
        """Addresses of 1 to 50 files, from the server's root, which anybody may read for at most 15 minutes.

        They come in the order asked for; a file that the operator may not see is left out.
        """
        return (await self._core.perform(again("/api/chat/files", _FileLinks, {"ids": list(ids)}))).files

    @call
    async def download(self, id: str) -> bytes:
        """A file's bytes. NotFound where there is none that the operator may see."""
        found = (await self._core.perform(again("/api/chat/files", _FileLinks, {"ids": [id]}))).files
        if not found:
            raise NotFound("There is no such file, or it is not for this operator.")
        path, _, query = found[0].url.partition("?")
        key = dict(part.split("=", 1) for part in query.split("&"))
        return (await self._core.answer(Call("GET", path, bytes, query=key, with_token=False, is_file=True))).content
