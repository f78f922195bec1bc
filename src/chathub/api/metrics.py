"""What `measures.py` names, in the format that Prometheus reads. It tells how busy a company is, so not everybody may look."""

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from litestar import MediaType, Response, get

from chathub import measures
from chathub.api.authentication import AnyRequest, api_of
from chathub.api.caller import UNKNOWN, only_trusted
from chathub.errors import Forbidden
from chathub.measures import Counter, Histogram, Looks

if TYPE_CHECKING:
    from prometheus_client.core import Metric

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def count_forwarded(*, trusted: bool) -> None:
    """Called once for each request with an `X-Forwarded-For`: how `chathub doctor` learns whether the proxy is known."""
    measures.FORWARDED.add("yes" if trusted else "no")


def count_answer(method: str, status: int, seconds: float) -> None:
    """Called once for each answer; methods that nobody knows are one, so that strangers cannot make names."""
    measures.ANSWERS.add(method if method in METHODS else "other", str(status))
    measures.ANSWERED.observe(seconds)


class _Collector:
    """Looks at the server when it is asked, so that nothing is counted twice."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks

    def collect(self) -> "Iterator[Metric]":
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

        for one in measures.ALL:
            match one:
                case Counter():
                    counter = CounterMetricFamily(one.name, one.meaning, labels=one.labels)
                    for labels, count in sorted(one.values.items()):
                        counter.add_metric(labels, count)
                    yield counter
                case Histogram():
                    histogram = HistogramMetricFamily(one.name, one.meaning)
                    bounds = [*map(str, one.bounds), "+Inf"]
                    histogram.add_metric([], list(zip(bounds, accumulate(one.counts), strict=True)), one.sum)
                    yield histogram
                case _:
                    gauge = GaugeMetricFamily(one.name, one.meaning, labels=one.labels)
                    for labels, value in self._looks.get(one, {}).items():
                        gauge.add_metric(labels, value)
                    yield gauge


@get("/metrics", include_in_schema=False, operation_id="metrics")
async def metrics(request: AnyRequest) -> Response[bytes]:
    """For callers on this machine, or in a network given as `--trusted-proxy`; proxies pass nobody else through."""
    api, peer = api_of(request), request.scope["client"]
    if not only_trusted(request.scope["headers"], peer[0] if peer else UNKNOWN, api.config.trusted_proxies):
        raise Forbidden("Metrics are for this machine and its trusted proxies only. Ask from there.")
    # Loaded when somebody asks: a server that nobody watches does not carry it.
    from prometheus_client import PROCESS_COLLECTOR, CollectorRegistry, generate_latest
    from prometheus_client.exposition import CONTENT_TYPE_LATEST

    registry = CollectorRegistry()
    collectors: list[Any] = [_Collector(api.looks()), PROCESS_COLLECTOR]
    for collector in collectors:
        registry.register(collector)
    answer: Response[bytes] = Response(
        generate_latest(registry), media_type=MediaType.TEXT, headers={"Cache-Control": "no-store"}
    )
    answer.headers["Content-Type"] = CONTENT_TYPE_LATEST
    return answer
