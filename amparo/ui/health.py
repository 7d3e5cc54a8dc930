"""Is the process alive, and is the node ready?"""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, JsonResponse

from amparo.ledger.registry import Registry

CHECKS: Registry[Callable[[], str]] = Registry("health check")
"""Parts without which a node works on: each says `ok`, or in a word what is wrong."""


def liveness(request: HttpRequest) -> JsonResponse:
    """Answer that the process runs."""
    return JsonResponse({"status": "ok"})


def readiness(request: HttpRequest) -> JsonResponse:
    """Answer that database and queue work; 503 (by the middleware) when they do not."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where status = 'todo' and scheduled_at < now()")
        waiting = cursor.fetchone()[0]
    state = {"status": "ok", "database": "ok", "queue": {"overdue": waiting}, "peers": []}
    return JsonResponse(state | {name: check() for name, check in CHECKS.items()})
