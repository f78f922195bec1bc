"""Two people change one thing: who saw it before the other's change is told so, and undoes nothing."""

from typing import Any

import pytest

from tests.serving import Server, assert_problem


def opening(at: str) -> dict[str, Any]:
    return {"timeZone": "Europe/Kyiv", "week": [[{"from": at, "to": "18:00"}]] * 7}


def paths(server: Server) -> dict[str, tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """By name: how it is changed, where, what one person writes, and what the other does."""
    organization = f"/api/organization/{server.company.organization}"
    return {
        "name": ("PATCH", organization, {"name": "Tea"}, {"name": "Coffee"}),
        "origins": ("PATCH", organization, {"origins": ["https://a.example"]}, {"origins": ["https://b.example"]}),
        "settings": (
            "PUT",
            f"/api/channel/{server.company.channel.guid}/settings",
            {"greeting": "Hello"},
            {"teaser": "Tea?"},
        ),
        "hours": ("PUT", f"{organization}/opening-hours", opening("09:00"), opening("10:00")),
        "retention": ("PUT", f"{organization}/retention", {"days": 30}, {"days": None}),
    }


@pytest.mark.parametrize("what", ["name", "origins", "settings", "hours", "retention"])
async def test_a_change_of_what_somebody_else_has_changed_since_is_refused_and_undoes_nothing(
    server: Server, what: str
) -> None:
    method, path, first, second = paths(server)[what]
    headers = server.company.headers
    read = await server.get(path, headers)
    tag = read.headers["ETag"]
    assert (await server.get(path, headers)).headers["ETag"] == tag

    async def change(body: dict[str, Any], if_match: str) -> Any:
        return await server.http.request(method, path, json=body, headers=headers | {"If-Match": if_match})

    mine = await change(first, tag)
    assert mine.status_code == 200, mine.text
    assert mine.headers["ETag"] != tag
    # Asked for once more, since its answer was lost on the way: nobody else has changed anything.
    assert (await change(first, tag)).json() == mine.json()
    problem = assert_problem(await change(second, tag), 412)
    assert problem["code"] == "changed"
    now = await server.get(path, headers)
    assert now.json() == mine.json()
    assert now.headers["ETag"] == mine.headers["ETag"]
    # As proxies spell it that compress answers.
    digits = now.headers["ETag"].strip('"')
    again = await change(second, f'W/"{digits}-gzip"')
    assert again.status_code == 200, again.text
    # Programs that know nothing of versions go on as ever.
    assert (await server.http.request(method, path, json=first, headers=headers)).status_code == 200
    assert (await change(second, "*")).status_code == 200


async def test_hours_that_are_none_yet_have_a_version_too(server: Server) -> None:
    method, path, first, _ = paths(server)["hours"]
    headers = server.company.headers
    read = await server.get(path, headers)
    assert read.json() is None
    ours = headers | {"If-Match": read.headers["ETag"]}
    saved = await server.http.request(method, path, json=first, headers=ours)
    assert saved.status_code == 200, saved.text
    taken_back = headers | {"If-Match": saved.headers["ETag"], "Content-Type": "application/json"}
    none = await server.http.request(method, path, content=b"null", headers=taken_back)
    assert none.json() is None
    assert none.headers["ETag"] == read.headers["ETag"]
    assert_problem(await server.http.request(method, path, json=first, headers=taken_back), 412)


@pytest.mark.parametrize("tag", ['""', "nonsense", '"0"', "ä", '"' + "0" * 32 + '"'])
async def test_what_is_no_version_matches_none(server: Server, tag: str) -> None:
    method, path, first, _ = paths(server)["name"]
    headers = [(name.encode(), value.encode()) for name, value in server.company.headers.items()]
    headers.append((b"If-Match", tag.encode("latin-1")))
    assert_problem(await server.http.request(method, path, json=first, headers=headers), 412)
