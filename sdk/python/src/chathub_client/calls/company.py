"""The company itself."""

from __future__ import annotations

from chathub_client.call import Call, Group, R, call


class Company(Group[R]):
    """Calls about the company. They need a company token."""

    @call
    async def get_token(self, login: str, password: str) -> str:
        """A company token, which has no end of its own: a changed password ends it. Keep it on your server.

        Unauthenticated for a wrong login or password; LimitReached after too many of them.
        """
        body = {"login": login, "password": password}
        return await self._core.perform(Call("POST", "/api/company/get-token", str, body=body, with_token=False))
