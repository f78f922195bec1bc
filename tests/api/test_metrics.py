"""Metrics: what monitoring reads, and only monitoring."""

import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from chathub import measures
from tests.serving import Server, assert_problem, serving

DESCRIBED = (Path(__file__).resolve().parents[2] / "docs/reference/metrics.md").read_text(encoding="utf-8")


async def samples(server: Server) -> dict[str, float]:
    """Everything that is told, by name and labels, read as Prometheus reads it."""
    answer = await server.http.get("/metrics")
    assert answer.status_code == 200
    return {
        one.name + "".join(f" {name}={value}" for name, value in sorted(one.labels.items())): one.value
        for family in text_string_to_metric_families(answer.text)
        for one in family.samples
    }


async def test_metrics_tell_of_answers_and_connections(server: Server) -> None:
    await server.get("/api/nothing")
    await server.http.request("BREW", "/api/nothing")
    client = await server.live.join(await server.operator_token(server.company.operator))
    answer = await server.http.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    for family in text_string_to_metric_families(answer.text):
        assert family.documentation
        assert f"| `{family.name}{'_total' if family.type == 'counter' else ''}` |" in DESCRIBED, family.name
    assert "BREW" not in answer.text
    told = await samples(server)
    assert told["chathub_connections kind=operator transport=socket"] == 1
    assert told["chathub_connections kind=customer transport=stream"] == 0
    assert told["chathub_operators_connected"] == 1
    assert told["chathub_writes_waiting"] == 0
    assert told["chathub_http_answers_total method=GET status=404"] >= 1
    assert told["process_resident_memory_bytes"] > 2**20
    assert told["chathub_disk_free_bytes"] > 0
    assert len([name for name in told if name.startswith("chathub_build_info ")]) == 1
    await client.leave()


async def test_a_message_is_counted_from_its_arrival_to_its_delivery(server: Server) -> None:
    before = await samples(server)
    house = await server.live.build("metered", operators=1, customers=1)
    operator = await server.live.join(server.live.operator_token(house.operators[0]))
    customer = await server.live.join(server.live.customer_token(house.customers[0]))
    await customer.ask({"type": "send", "clientId": "metered-0001", "text": "hello"})
    await operator.until("event")
    assert (await customer.ask({"type": "take", "conversation": 1}))["type"] == "error"
    after = await samples(server)

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grown("chathub_commands_total command=send outcome=ok") == 1
    assert grown("chathub_commands_total command=take outcome=forbidden") == 1
    assert grown("chathub_message_acknowledge_seconds_count") == 1
    assert 0 < grown("chathub_message_acknowledge_seconds_sum") < 60
    assert grown("chathub_commit_seconds_count") == grown("chathub_commit_batch_writes_count") >= 1
    assert grown("chathub_commit_batch_writes_sum") >= grown("chathub_commit_seconds_count")
    assert grown("chathub_events_total") >= 1
    assert grown("chathub_deliveries_total") > grown("chathub_events_total"), "the operator and the customer heard"
    await operator.leave()
    await customer.leave()


async def test_buckets_are_cumulative_and_end_with_everything(server: Server) -> None:
    await server.organization(server.company, "One more")
    told = await samples(server)
    buckets = [value for name, value in told.items() if name.startswith("chathub_commit_seconds_bucket")]
    assert buckets == sorted(buckets)
    assert told["chathub_commit_seconds_bucket le=+Inf"] == told["chathub_commit_seconds_count"] >= 1


async def test_each_measure_is_told_with_its_meaning(server: Server) -> None:
    text = (await server.http.get("/metrics")).text
    told = dict(re.findall(r"^# HELP (chathub_\w+) (.+)$", text, re.MULTILINE))
    assert told == {one.name: one.meaning for one in measures.ALL}


def test_names_follow_the_conventions_of_prometheus() -> None:
    names = [one.name for one in measures.ALL]
    assert len(set(names)) == len(names)
    for one in measures.ALL:
        assert re.fullmatch(r"chathub_[a-z_]+", one.name)
        assert one.meaning.endswith("."), one.name
        assert (one.kind == "counter") == one.name.endswith("_total"), one.name
        if isinstance(one, measures.Histogram):
            assert list(one.bounds) == sorted(one.bounds)


async def test_strangers_learn_nothing_of_the_traffic(server: Server) -> None:
    assert_problem(await server.http.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}), 403)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Real-IP": "203.0.113.9"},
        {"X-Real-IP": "203.0.113.9", "X-Forwarded-For": "127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Forwarded": "for=203.0.113.9"},
        {"Forwarded": "for=203.0.113.9", "X-Forwarded-For": "127.0.0.1"},
        {"Via": "1.1 cache"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-For": ""},
        {"X-Forwarded-For": "_hidden"},
        {"X-Forwarded-For": "203.0.113.9, unknown"},
        {"X-Forwarded-For": "unknown, 127.0.0.1"},
        {"X-Forwarded-For": ", ".join(["203.0.113.9", *["127.0.0.1"] * 40])},
    ],
)
async def test_whoever_is_passed_on_without_being_known_is_a_stranger(server: Server, headers: dict[str, str]) -> None:
    assert_problem(await server.http.get("/metrics", headers=headers), 403)


async def test_monitoring_on_this_machine_may_come_by_way_of_the_proxy(server: Server) -> None:
    known = {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "X-Forwarded-Proto": "https", "Via": "1.1 Caddy"}
    assert (await server.http.get("/metrics", headers=known)).status_code == 200


async def test_a_peer_that_is_no_trusted_proxy_is_a_stranger(tmp_path: Path) -> None:
    async with serving(tmp_path, trusted_proxies=()) as server:
        assert_problem(await server.http.get("/metrics"), 403)


ALERTS = Path(__file__).parents[2] / "deploy" / "alerts.yml"


def test_alerts_ask_for_what_is_told() -> None:
    told = {one.name for one in measures.ALL}
    asked = {name.removesuffix("_bucket") for name in re.findall(r"chathub_\w+", ALERTS.read_text())}
    assert len(asked) > 5
    assert asked <= told
