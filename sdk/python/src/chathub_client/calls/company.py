"""The company itself."""

from __future__ import annotations

from chathub_client.call import Call, Group, R, again, call, patch
from chathub_client.resources import CompanyChange, CompanyToken


class Company(Group[R]):
    """Calls about the company. They need a company token."""

    @call
    async def get_token(self, login: str, password: str) -> str:
        """A company token, which has no end of its own: a changed password ends it. Keep it on your server.

        Unauthenticated for a wrong login or password; LimitReached after too many of them.
        """
        body = {"login": login, "password": password}
        return await self._core.perform(Call("POST", "/api/company/get-token", str, body=body, with_token=False))

    @call
    async def tell_token(self) -> CompanyToken:
        """A company token for the environment of another server; the owner's own token gets it."""
        return await self._core.perform(again("/api/company/token", CompanyToken, {}))

    @call
    async def revoke_tokens(self) -> None:
        """Ends every company token there is, this client's too: with login and password it gets another one."""
        await self._core.perform(again("/api/company/revoke-tokens", type(None), {}))

    @call
    async def rename(self, name: str) -> CompanyChange:
        """Another name; the login stays."""
        return await self._core.perform(patch("/api/company", CompanyChange, {"name": name}))
