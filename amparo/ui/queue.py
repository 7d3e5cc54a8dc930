"""The state of the queue of background jobs."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class QueueState:
    """How far behind the worker is.

    `overdue`: jobs whose time has come. `oldest_seconds`: how long the first of them has waited. `failed`: jobs that
    failed and were kept. `worker_seconds`: since a worker was last heard of; None if none is running.
    """

    overdue: int
    oldest_seconds: int
    failed: int
    worker_seconds: int | None


def read_queue_state() -> QueueState:
    """Return the state of the queue. One query.

    A job waits from the time it was scheduled for, else from when it was deferred.
    """
    with connection.cursor() as cursor:
        cursor.execute("""
            with overdue as (
              select coalesce(job.scheduled_at, event.at) as since from public.procrastinate_jobs job
              left join public.procrastinate_events event on event.job_id = job.id and event.type = 'deferred'
              where job.status = 'todo' and coalesce(job.scheduled_at, now()) <= now())
            select (select count(*) from overdue),
                   (select coalesce(extract(epoch from now() - min(since)), 0)::int from overdue),
                   (select count(*) from public.procrastinate_jobs where status = 'failed'),
                   (select extract(epoch from now() - max(last_heartbeat))::int from public.procrastinate_workers)
        """)
        return QueueState(*cursor.fetchone())
