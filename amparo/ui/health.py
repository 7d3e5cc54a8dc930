"""Health checks, and the figures that a monitor watches."""

from collections.abc import Callable, Iterator
from dataclasses import asdict

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare

from amparo.ledger.registry import Registry
from amparo.ui.queue import read_queue_state

CHECKS: Registry[Callable[[], str]] = Registry("health check")
"""Checks of parts that a node can work without; each returns `ok`, or one word for its fault."""
health_check = CHECKS.register
"""Register a check under the name of its part: `@health_check("matcher")`."""


def liveness(request: HttpRequest) -> JsonResponse:
    """Return `ok`: the process runs."""
    return JsonResponse({"status": "ok"})


def readiness(request: HttpRequest) -> JsonResponse:
    """Return the state of database, queue and parts.

    The middleware answers 503 without a database.
    """
    state = {"status": "ok", "database": "ok", "queue": asdict(read_queue_state()), "peers": []}
    return JsonResponse(state | _state_of_parts())


def _state_of_parts() -> dict[str, str]:
    return {name: check() for name, check in CHECKS.items()}


def metrics(request: HttpRequest) -> HttpResponse:
    """Return what a monitor watches, as text of Prometheus (exposition format 0.0.4).

    Only to who sends the token of the node: for others there is no such page. Not by address: behind a proxy on the
    same machine everybody comes from 127.0.0.1. It counts jobs, never people or cases.
    """
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    lines = [f"amparo_{name} {value}" for name, value in _list_metrics()]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _list_metrics() -> Iterator[tuple[str, int]]:
    yield "up", 1
    for name, value in asdict(read_queue_state()).items():
        if value is not None:  # a series that ends is how Prometheus tells of what is not there
            yield f"queue_{name}", value
    for name, state in _state_of_parts().items():
        yield f'part_up{{part="{name}"}}', int(state == "ok")
