"""Figures for a monitoring system, at /metrics in Prometheus' text format.

Every worker process counts in files of its own, in a folder that gunicorn's master creates (serving/web_server.py);
the process that answers adds them up and queries the database. Names that begin with `srm_site_` are of the whole
site: every web server says the same. All others are of the web server that is asked. Labels are routes and known
methods, never addresses.
"""

import os
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, connection
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from serving.monitoring.log_lines import route_of
from serving.monitoring.logs import WARMING, began
from serving.monitoring.site_figures import FromTheDisk, stored_figures
from serving.trouble import Trouble

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}
ANSWERING = {"quizzes:attempt-item", "quizzes:exam-item"}
COUNTED_TO = 10_000  # a longer backlog is reported as this

# Each returns query sets of work that waits for a command, by name. Apps add theirs in AppConfig.ready().
backlogs: list[Callable[[], dict[str, QuerySet]]] = []

requests = Counter(
    "srm_requests", "Requests to this web server by route, method and status.", ["route", "method", "status"]
)
seconds = Histogram(
    "srm_request_seconds",
    "Seconds from request to sent response of this web server.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
refused = Counter("srm_refused", "Requests that this web server refused with 503, by reason.", ["trouble"])
acknowledged = Counter(
    "srm_answers_acknowledged", "Stored answers whose learner was shown the result by this web server."
)
pool = Gauge(
    "srm_pool",
    "Database connections of all workers of this web server, and requests waiting for one.",
    ["what"],
    multiprocess_mode="livesum",
)


class MetricsMiddleware:
    def __init__(self, get_response):
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        since = began(request)
        response = self.get_response(request)
        if request.path in settings.PROBES or WARMING in request.META:
            return response
        trouble = getattr(response, "trouble", None)
        count(route_of(request), request.method, response.status_code, time.perf_counter() - since, trouble=trouble)
        match = request.resolver_match
        if match and match.view_name in ANSWERING and request.method == "POST" and response.status_code < 400:
            acknowledged.inc()
        return response


def count(route: str, method: str, status: int, took: float, *, trouble: Trouble | None = None) -> None:
    # A series for each made-up method would fill memory and disk.
    requests.labels(route, method if method in METHODS else "other", status).inc()
    seconds.labels(route).observe(took)
    if trouble:
        refused.labels(trouble).inc()
    if connections := getattr(connection, "pool", None):
        stats = connections.get_stats()
        for what in ("pool_size", "pool_available", "requests_waiting"):
            pool.labels(what).set(stats[what])


class FromTheDatabase:
    def collect(self) -> Iterator[Metric]:
        backlog = GaugeMetricFamily(
            "srm_site_backlog", "Work of the whole site that waits for a command, by kind.", labels=["what"]
        )
        figures: list[Metric] = [backlog]
        is_up = 1
        try:
            for ask in backlogs:
                for what, rows in ask().items():
                    backlog.add_metric([what], rows[:COUNTED_TO].count())
            figures += stored_figures()
        except Error:
            is_up = 0
        yield GaugeMetricFamily("srm_database_up", "Whether the database answers this web server.", value=is_up)
        yield from figures


@require_safe
@never_cache
def metrics(request):
    if not settings.METRICS_TOKEN or not constant_time_compare(
        request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
    ):
        raise Http404
    return HttpResponse(
        generate_latest(of_workers()) + generate_latest(of_this_moment()), content_type=CONTENT_TYPE_LATEST
    )


def of_workers() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


def of_this_moment() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(FromTheDatabase())
    registry.register(FromTheDisk())
    return registry
