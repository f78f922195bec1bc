"""A company's own site, on an origin of its own: pages with the documented integration, and the documented token route."""

import json
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

from tests.browser.sites import Answer, Site

SCRIPTS = Path(__file__).parent / "company"
HOST = "https://widget.example.com"
"""Stands for the server in the integration's code."""
NO_ICON = '<link rel="icon" href="data:,">'
"""Else some browsers ask for one, whenever they find the time."""
SIGN_IN = "<!doctype html><title>Sign in</title><h1>Please sign in</h1>"

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class CompanySite(Site):
    """Holds the company token, as only a company's server may."""

    def __init__(self) -> None:
        self.api = ""
        self.company_token = ""
        self.operators: dict[str, int] = {}
        """Who answers for each of the site's departments; the first one where none is asked for."""
        self.lifetime = timedelta(hours=1)
        self.refusal: Answer | None = None
        """What the token route says instead, to nobody it knows."""
        self.handed_out: list[str] = []
        super().__init__()

    def write(self, body: str = "", head: str = "") -> str:
        """Serves the page and says its address."""
        scripts = "\n".join((SCRIPTS / name).read_text() for name in ("integration.js", "own.js"))
        code = scripts.replace(HOST, self.api)
        return self.page(
            "/crm",
            f'<!doctype html><html lang="en"><title>CRM</title>{NO_ICON}<script>{code}</script>{head}<body>{body}</body>',
        )

    def answer(self, path: str, query: str = "") -> Answer:
        if path == "/api/chathub/token":
            return self.refusal or self._token(parse_qs(query).get("org", [next(iter(self.operators))])[0])
        return super().answer(path)

    def _token(self, department: str) -> Answer:
        """As documented: the answer is read as text, quotes and all, and put into JSON; there is no `expiresAt`."""
        expires_at = datetime.now(UTC) + self.lifetime
        request = urllib.request.Request(
            f"{self.api}/api/operator/get-token",
            json.dumps({"id": self.operators[department], "expiresAt": expires_at.isoformat()}).encode(),
            {"Authorization": f"Bearer {self.company_token}", "Content-Type": "application/json"},
        )
        with _direct.open(request, timeout=30) as response:
            text = response.read().decode()
        self.handed_out.append(text)
        return as_json({"token": text})


def as_json(body: object, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps(body).encode()
