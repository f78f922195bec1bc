"""Counts in the format that Prometheus reads. They tell how busy a company is, so not everybody may look."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from litestar import MediaType, Response, get

from chathub.api.authentication import AnyRequest, api_of, caller
from chathub.api.caller import is_trusted
from chathub.errors import Forbidden

if TYPE_CHECKING:
    from prometheus_client.core import Metric

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

requests: Counter[tuple[str, int]] = Counter()
"""Answers of this process by method and status."""


forwarded: Counter[str] = Counter()
"""Requests that came with a forwarded address, by whether it counted: `yes`, or `no` from a peer that is not trusted."""


def count_forwarded(*, trusted: bool) -> None:
    """Called once for each request with an `X-Forwarded-For`: how `chathub doctor` learns whether the proxy is known."""
    forwarded["yes" if trusted else "no"] += 1


def count_answer(method: str, status: int) -> None:
    """Called once for each answer; methods that nobody knows are one, so that strangers cannot make names."""
    requests[method if method in METHODS else "other", status] += 1


class _Collector:
    """Looks at the server when it is asked, so that nothing is counted twice."""

    def __init__(self, gauges: dict[str, tuple[str, float]]) -> None:
        self._gauges = gauges

    def collect(self) -> "Iterator[Metric]":
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        answers = CounterMetricFamily("chathub_http_answers", "Answers over HTTP.", labels=["method", "status"])
        for (method, status), count in sorted(requests.items()):
            answers.add_metric([method, str(status)], count)
        yield answers
        proxied = CounterMetricFamily("chathub_forwarded", "Requests with a forwarded address.", labels=["trusted"])
        for trusted in ("no", "yes"):
            proxied.add_metric([trusted], forwarded[trusted])
        yield proxied
        for name, (meaning, value) in self._gauges.items():
            yield GaugeMetricFamily(f"chathub_{name}", meaning, value=value)


@get("/metrics", include_in_schema=False, operation_id="metrics")
async def metrics(request: AnyRequest) -> Response[bytes]:
    """For callers on this machine, or in a network given as `--trusted-proxy`; proxies pass nobody through."""
    api, who = api_of(request), caller(request)
    if not is_trusted(who.address, api.config.trusted_proxies):
        raise Forbidden("Metrics are for this machine and its trusted proxies only. Ask from there.")
    # Loaded when somebody asks: a server that nobody watches does not carry it.
    from prometheus_client import PROCESS_COLLECTOR, CollectorRegistry, generate_latest

    registry = CollectorRegistry()
    collectors: list[Any] = [_Collector(api.gauges()), PROCESS_COLLECTOR]
    for collector in collectors:
        registry.register(collector)
    return Response(generate_latest(registry), media_type=MediaType.TEXT, headers={"Cache-Control": "no-store"})
