"""An organization's opening hours over HTTP: its company sets them, the widget tells whether it is open."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.serving import Server, assert_problem

ALWAYS: dict[str, Any] = {"timeZone": "Europe/Kyiv", "week": [[{"from": "00:00", "to": "24:00"}]] * 7, "holidays": []}
NEVER: dict[str, Any] = {"timeZone": "Europe/Kyiv", "week": [[]] * 7, "holidays": []}


def path(server: Server) -> str:
    return f"/api/organization/{server.company.organization}/opening-hours"


async def put(server: Server, body: Any) -> Any:
    headers = server.company.headers | {"Content-Type": "application/json"}
    return await server.http.put(path(server), headers=headers, **({"json": body} if body else {"content": b"null"}))


async def widget(server: Server) -> tuple[bool, int | None]:
    found = (await server.get(f"/api/widget/{server.company.channel.guid}", {})).json()
    return found["open"], found["opensAt"]


async def test_hours_are_kept_shown_and_taken_back(server: Server) -> None:
    assert (await server.get(path(server))).content == b"null"
    for hours, opened in ((ALWAYS, True), (NEVER, False), (None, True)):
        answer = await put(server, hours)
        assert (answer.status_code, answer.json()) == (200, hours), answer.text
        assert (await server.get(path(server))).json() == hours
        assert await widget(server) == (opened, None)


async def test_the_widget_is_told_when_it_opens_next(server: Server) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=30, second=0, microsecond=0)
    day = {"date": tomorrow.date().isoformat(), "hours": [{"from": "09:30", "to": "10:00"}]}
    await put(server, {"timeZone": "UTC", "week": [[]] * 7, "holidays": [day]})
    assert await widget(server) == (False, int(tomorrow.timestamp()) * 1000)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (NEVER | {"timeZone": "Kyiv"}, "timeZone"),
        (NEVER | {"week": [[]] * 6}, "week"),
        (NEVER | {"week": [[{"from": "9:00", "to": "18:00"}], *[[]] * 6]}, "week[0][0].from"),
        (NEVER | {"week": [[{"from": "09:00", "to": "24:01"}], *[[]] * 6]}, "week[0][0].to"),
        (NEVER | {"week": [[{"from": "09:00"}], *[[]] * 6]}, "to"),
        (NEVER | {"weeks": []}, "weeks"),
    ],
)
async def test_bad_hours_are_named_and_change_nothing(server: Server, body: Any, named: str) -> None:
    await put(server, ALWAYS)
    assert_problem(await put(server, body), 400, named)
    assert (await server.get(path(server))).json() == ALWAYS


@pytest.mark.parametrize("id", ["0", "-1", "999999", "99999999999999999999", "x"])
async def test_an_organization_that_is_not_the_companys_is_not_found(server: Server, id: str) -> None:
    answer = await server.get(f"/api/organization/{id}/opening-hours")
    assert answer.status_code in {400, 404}
    assert_problem(answer, answer.status_code)
    assert_problem(await server.get(path(server), server.other.headers), 404)
