"""Health: what a watcher asks, and what it is told when the server stops."""

from tests.serving import Server, assert_problem


async def test_a_running_server_lives_and_is_ready(server: Server) -> None:
    assert (await server.get("/livez", {})).json() == {"status": "alive"}
    assert (await server.get("/readyz", {})).json() == {"status": "ready"}


async def test_a_server_that_stops_takes_nothing_new(server: Server) -> None:
    server.live.app.drain()
    answer = await server.get("/readyz", {})
    assert_problem(answer, 503, "about to stop")
    assert int(answer.headers["retry-after"]) >= 1
    assert (await server.get("/livez", {})).status_code == 200


async def test_a_stopping_server_ends_event_streams(server: Server) -> None:
    token = await server.operator_token(server.company.operator)
    headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
    async with server.http.stream("GET", "/api/realtime/events", headers=headers) as stream:
        lines = stream.aiter_lines()
        assert "welcome" in await anext(lines)
        server.live.app.drain()
        rest = [line async for line in lines]
    assert '"code":1012' in "".join(rest)
