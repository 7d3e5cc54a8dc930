"""Is the process alive, and is the node ready?"""

from django.db import connection
from django.http import HttpRequest, JsonResponse

from amparo.registry import matcher


def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """Database and queue answer; 503 (by the middleware) when they do not. Without the matcher a node works on."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where status = 'todo' and scheduled_at < now()")
        waiting = cursor.fetchone()[0]
    matches = "ok" if matcher.answers() else "silent"
    return JsonResponse(
        {"status": "ok", "database": "ok", "queue": {"overdue": waiting}, "matcher": matches, "peers": []}
    )
