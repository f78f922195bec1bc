"""What a company's own server does: it keeps the company token, and gives its signed-in user an operator token.

It talks to ChatHub over HTTP, by the documented calls alone, as a real company's server would.
"""

import json
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

# The server is on this machine: no proxy of the environment's stands between.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

LIFETIME = timedelta(hours=1)
TIMEOUT_SECONDS = 5.0


class UnknownDepartment(Exception):
    """The site has no such department."""


class NotSignedIn(Exception):
    """The user works in no department."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may sign in to the CRM: an operator."""

    id: int
    name: str
    department: str


class Company:
    """The company's side of ChatHub. Its calls block: run them in a thread."""

    def __init__(self, api: str, token: str, departments: dict[str, int]) -> None:
        """`departments` maps the site's own names to organizations, several names to one if it likes."""
        self._api = api
        self._token = token
        self._departments = departments

    def organization(self, name: str) -> int:
        """The organization of that name: the site's own names first, then ids, then exact names of organizations."""
        if name in self._departments:
            return self._departments[name]
        listed = self._call("GET", "/api/company/organization")
        for organization in listed:
            if name == str(organization["id"]) or name == organization["name"]:
                return int(organization["id"])
        raise UnknownDepartment(name)

    def colleagues(self, department: str) -> list[Colleague]:
        """The active operators of a department, by id."""
        number = self.organization(department)
        listed = self._call("GET", f"/api/operator?organizationId={number}")
        return [Colleague(each["id"], each["name"], department) for each in listed if each["status"] == 0]

    def token(self, department: str, user: int | None) -> dict[str, str]:
        """A token for the user, or for whoever comes first where the user works in another department."""
        colleagues = self.colleagues(department)
        if not colleagues:
            raise NotSignedIn(department)
        operator = next((each for each in colleagues if each.id == user), colleagues[0])
        expires_at = (datetime.now(UTC) + LIFETIME).isoformat(timespec="seconds")
        token = self._call("POST", "/api/operator/get-token", {"id": operator.id, "expiresAt": expires_at})
        return {"token": token, "expiresAt": expires_at}

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the address is our own server's
            self._api + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"},
            method=method,
        )
        with _direct.open(request, timeout=TIMEOUT_SECONDS) as answer:
            return json.load(answer)
