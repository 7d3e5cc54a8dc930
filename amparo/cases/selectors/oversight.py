"""What is counted for an auditor, who sees no case."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import connection


def count_for_oversight(*, since: datetime) -> dict[str, Counter[str]]:
    """Return looks by review, approvals by kind, readings, exports and rights.

    Nothing unless the reader of the database is an auditor. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute("select part, code, n from app_oversight_counts(%s)", [since])
        rows = cursor.fetchall()
    found: dict[str, Counter[str]] = {"looks": Counter(), "approvals": Counter(), "readings": Counter(),
                                    "exports": Counter(), "rights": Counter()}  # fmt: skip
    for part, code, count in rows:
        found[part][code] += count
    return found
