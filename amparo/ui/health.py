"""Health checks: is the process alive, and is the node ready?"""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, JsonResponse

from amparo.ledger.registry import Registry

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
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where status = 'todo' and scheduled_at < now()")
        waiting = cursor.fetchone()[0]
    state = {"status": "ok", "database": "ok", "queue": {"overdue": waiting}, "peers": []}
    return JsonResponse(state | {name: check() for name, check in CHECKS.items()})
