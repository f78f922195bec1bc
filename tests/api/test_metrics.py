"""Metrics: what monitoring reads, and only monitoring."""

from pathlib import Path

from tests.serving import Server, assert_problem, serving


async def test_metrics_tell_of_answers_and_connections(server: Server) -> None:
    await server.get("/api/nothing")
    await server.http.request("BREW", "/api/nothing")
    client = await server.live.join(await server.operator_token(server.company.operator))
    answer = await server.http.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert "chathub_connections 1.0" in lines
    assert "chathub_operators_connected 1.0" in lines
    assert "chathub_writes_waiting 0.0" in lines
    assert any(line.startswith('chathub_http_answers_total{method="GET",status="404"}') for line in lines)
    assert "BREW" not in answer.text
    assert any(line.startswith("process_resident_memory_bytes") for line in lines)
    await client.leave()


async def test_strangers_learn_nothing_of_the_traffic(server: Server) -> None:
    assert_problem(await server.http.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}), 403)


async def test_a_peer_that_is_no_trusted_proxy_is_a_stranger(tmp_path: Path) -> None:
    async with serving(tmp_path, trusted_proxies=()) as server:
        assert_problem(await server.http.get("/metrics"), 403)
