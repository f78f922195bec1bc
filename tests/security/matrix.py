"""Every call of the product, classified: what a stranger's request to it looks like, and what may come of it.

A call that is not listed here fails the test that compares this list with the OpenAPI document.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.serving import in_hours


@dataclass(frozen=True, slots=True)
class Victim:
    """Whose things the strangers are after."""

    organization: int
    operator: int
    customer: int
    conversation: int
    file: str
    operator_token: str
    channel: str
    person: int


class Kind(Enum):
    """What a call does with ids."""

    SCOPED = "names somebody's things: foreign ones are refused"
    OWN = "works on the caller's own things, whatever it is told"
    PUBLIC = "needs no token"


@dataclass(frozen=True, slots=True)
class Call:
    """One call as a stranger would make it against the victim."""

    kind: Kind
    body: Callable[[Victim], Any] = lambda _: None
    query: Callable[[Victim], dict[str, str]] = lambda _: {}
    path: Callable[[Victim], dict[str, str]] = lambda _: {}
    """What stands in braces in the path."""
    raw: bytes | None = None
    owner_only: bool = False
    """An admin of the company itself is refused, too."""


def _conversation(**more: Any) -> Callable[[Victim], Any]:
    return lambda victim: {"conversation": victim.conversation, **more}


def _person(victim: Victim) -> dict[str, str]:
    return {"id": str(victim.person)}


def _report(victim: Victim) -> dict[str, str]:
    return {"from": "2026-01-01", "to": "2026-01-31", "organizationId": str(victim.organization)}


CALLS: dict[str, Call] = {
    "POST /api/company/get-token": Call(Kind.PUBLIC),
    "GET /api/company/organization": Call(Kind.OWN),
    "GET /api/operator": Call(Kind.SCOPED, query=lambda victim: {"organizationId": str(victim.organization)}),
    "POST /api/operator/synchronize": Call(
        Kind.SCOPED, body=lambda victim: [{"organizationId": victim.organization, "name": "Intruder"}]
    ),
    "POST /api/operator/status": Call(Kind.SCOPED, body=lambda victim: {"id": victim.operator, "status": 2}),
    "POST /api/operator/get-token": Call(
        Kind.SCOPED, body=lambda victim: {"id": victim.operator, "expiresAt": in_hours(1)}
    ),
    "PUT /api/operator/{id}/face": Call(
        Kind.SCOPED, path=lambda victim: {"id": str(victim.operator)}, raw=b"an intruder's face"
    ),
    "DELETE /api/operator/{id}/face": Call(Kind.SCOPED, path=lambda victim: {"id": str(victim.operator)}),
    "GET /faces/{name}": Call(Kind.PUBLIC),
    "POST /api/operator/validate-token": Call(Kind.OWN, body=lambda victim: {"token": victim.operator_token}),
    "POST /api/chat/send": Call(Kind.SCOPED, body=_conversation(clientId="an-intruder-1", text="let me in")),
    "POST /api/chat/seen": Call(Kind.SCOPED, body=_conversation(upto=3)),
    "POST /api/chat/typing": Call(Kind.SCOPED, body=_conversation()),
    "POST /api/chat/thread": Call(Kind.SCOPED, body=_conversation()),
    "POST /api/chat/files": Call(Kind.OWN, body=lambda victim: {"ids": [victim.file]}),
    "POST /api/chat/inbox": Call(Kind.OWN, body=lambda _: {"view": "all"}),
    "POST /api/chat/open": Call(Kind.SCOPED, body=_conversation()),
    "POST /api/chat/take": Call(Kind.SCOPED, body=_conversation()),
    "POST /api/chat/assign": Call(
        Kind.SCOPED, body=lambda victim: {"conversation": victim.conversation, "operator": victim.operator}
    ),
    "POST /api/chat/release": Call(Kind.SCOPED, body=_conversation()),
    "POST /api/chat/resolve": Call(Kind.SCOPED, body=_conversation()),
    "POST /api/chat/reopen": Call(Kind.SCOPED, body=_conversation()),
    "POST /api/chat/block": Call(Kind.SCOPED, body=lambda victim: {"customer": victim.customer}),
    "POST /api/chat/unblock": Call(Kind.SCOPED, body=lambda victim: {"customer": victim.customer}),
    "POST /api/chat/search": Call(Kind.OWN, body=lambda _: {"text": "canary"}),
    "POST /api/chat/presence": Call(Kind.OWN, body=lambda _: {"state": "away"}),
    "POST /api/chat/profile": Call(Kind.OWN, body=lambda _: {"name": "Intruder"}),
    "POST /api/chat/happened": Call(Kind.OWN, body=lambda _: {"clientId": "an-intruder-2", "name": "Intruder"}),
    "POST /api/chat/rate": Call(Kind.OWN, body=lambda _: {"score": 1}),
    "GET /api/organization/{id}/opening-hours": Call(Kind.SCOPED, path=lambda victim: {"id": str(victim.organization)}),
    "PUT /api/organization/{id}/opening-hours": Call(
        Kind.SCOPED,
        path=lambda victim: {"id": str(victim.organization)},
        body=lambda _: {"timeZone": "UTC", "week": [[]] * 7},
    ),
    "GET /api/organization/{id}/channels": Call(Kind.SCOPED, path=lambda victim: {"id": str(victim.organization)}),
    "POST /api/organization/{id}/channels": Call(
        Kind.SCOPED, path=lambda victim: {"id": str(victim.organization)}, body=lambda _: {"name": "Intruder"}
    ),
    "PATCH /api/channel/{guid}": Call(
        Kind.SCOPED, path=lambda victim: {"guid": victim.channel}, body=lambda _: {"name": "Intruder"}
    ),
    "DELETE /api/channel/{guid}": Call(Kind.SCOPED, path=lambda victim: {"guid": victim.channel}),
    "GET /api/channel/{guid}/seen": Call(Kind.SCOPED, path=lambda victim: {"guid": victim.channel}),
    "GET /api/channel/{guid}/keys": Call(Kind.SCOPED, path=lambda victim: {"guid": victim.channel}),
    "POST /api/channel/{guid}/keys": Call(Kind.SCOPED, path=lambda victim: {"guid": victim.channel}),
    "DELETE /api/channel/{guid}/keys/{id}": Call(Kind.SCOPED, path=lambda victim: {"guid": victim.channel, "id": "1"}),
    "GET /api/channel/{guid}/settings": Call(Kind.SCOPED, path=lambda victim: {"guid": victim.channel}),
    "PUT /api/channel/{guid}/settings": Call(
        Kind.SCOPED, path=lambda victim: {"guid": victim.channel}, body=lambda _: {"greeting": "Intruder"}
    ),
    "GET /api/board": Call(Kind.SCOPED, query=lambda victim: {"organizationId": str(victim.organization)}),
    "GET /api/report": Call(Kind.SCOPED, query=_report),
    "GET /api/report/operators": Call(Kind.SCOPED, query=_report),
    "GET /api/report/volumes": Call(Kind.SCOPED, query=_report),
    "GET /api/report.csv": Call(Kind.SCOPED, query=_report),
    "GET /api/customer": Call(
        Kind.SCOPED, query=lambda victim: {"organizationId": str(victim.organization), "query": "canary"}
    ),
    "GET /api/customer/{id}": Call(Kind.SCOPED, path=lambda victim: {"id": str(victim.customer)}),
    "GET /api/customer/{id}/export": Call(Kind.SCOPED, path=lambda victim: {"id": str(victim.customer)}),
    "POST /api/customer/{id}/erase": Call(
        Kind.SCOPED,
        path=lambda victim: {"id": str(victim.customer)},
        body=lambda victim: {"confirm": str(victim.customer)},
    ),
    "GET /api/organization/{id}/retention": Call(Kind.SCOPED, path=lambda victim: {"id": str(victim.organization)}),
    "PUT /api/organization/{id}/retention": Call(
        Kind.SCOPED, path=lambda victim: {"id": str(victim.organization)}, body=lambda _: {"days": 1}
    ),
    "GET /api/organization/{id}/retention/preview": Call(
        Kind.SCOPED, path=lambda victim: {"id": str(victim.organization)}, query=lambda _: {"days": "1"}
    ),
    "POST /api/realtime/commands": Call(
        Kind.OWN,
        body=lambda victim: {
            "type": "command",
            "id": 1,
            "command": {"type": "open", "conversation": victim.conversation},
        },
    ),
    "GET /api/realtime/events": Call(Kind.OWN, query=lambda _: {"epoch": "x", "cursor": "0"}),
    "POST /api/files": Call(Kind.OWN, query=lambda _: {"name": "note.txt"}, raw=b"an intruder's note"),
    "GET /api/widget/{guid}": Call(Kind.PUBLIC),
    "POST /api/widget/{guid}/token": Call(Kind.PUBLIC),
    "GET /files/{id}/{form}": Call(Kind.PUBLIC),
    # By a cookie, which no other page may use: tests/api/test_sign_in.py.
    "POST /api/panel/sign-in": Call(Kind.PUBLIC),
    "POST /api/panel/token": Call(Kind.PUBLIC),
    "POST /api/panel/sign-out": Call(Kind.PUBLIC),
    # By a password, or by what only a session of the console has: tests/api/test_console.py.
    "POST /api/console/sign-in": Call(Kind.PUBLIC),
    "POST /api/console/sign-out": Call(Kind.PUBLIC),
    "GET /api/console/session": Call(Kind.OWN),
    "POST /api/console/first-run/check": Call(Kind.PUBLIC),
    "POST /api/console/first-run": Call(Kind.PUBLIC),
    "POST /api/console/join/check": Call(Kind.PUBLIC),
    "POST /api/console/join": Call(Kind.PUBLIC),
    "GET /api/console/people": Call(Kind.OWN, owner_only=True),
    "POST /api/console/people": Call(Kind.OWN, body=lambda _: {"name": "Intruder", "role": "admin"}, owner_only=True),
    "PATCH /api/console/people/{id}": Call(
        Kind.SCOPED, path=_person, body=lambda _: {"role": "admin", "name": "Intruder"}, owner_only=True
    ),
    "DELETE /api/console/people/{id}": Call(Kind.SCOPED, path=_person, owner_only=True),
    "POST /api/console/people/{id}/link": Call(Kind.SCOPED, path=_person, body=lambda _: {}, owner_only=True),
    "PATCH /api/company": Call(Kind.OWN, body=lambda _: {"name": "Intruder"}),
    "POST /api/company/token": Call(Kind.OWN, body=lambda _: {}, owner_only=True),
    "POST /api/organization": Call(Kind.OWN, body=lambda _: {"name": "Intruder", "origins": []}),
    "GET /api/organization/{id}": Call(Kind.SCOPED, path=lambda victim: {"id": str(victim.organization)}),
    "PATCH /api/organization/{id}": Call(
        Kind.SCOPED, path=lambda victim: {"id": str(victim.organization)}, body=lambda _: {"origins": []}
    ),
    "PATCH /api/operator/{id}": Call(
        Kind.SCOPED, path=lambda victim: {"id": str(victim.operator)}, body=lambda _: {"name": "Intruder"}
    ),
    "POST /api/operator/{id}/link": Call(
        Kind.SCOPED, path=lambda victim: {"id": str(victim.operator)}, body=lambda _: {}
    ),
    "GET /api/audit": Call(Kind.OWN),
    "POST /api/console/password": Call(Kind.OWN, body=lambda _: {"current": "x" * 20, "password": "an intruder's own"}),
    "GET /livez": Call(Kind.PUBLIC),
    "GET /readyz": Call(Kind.PUBLIC),
    # The last one: it ends the caller's own token.
    "POST /api/company/revoke-tokens": Call(Kind.OWN, body=lambda _: {}, owner_only=True),
}
