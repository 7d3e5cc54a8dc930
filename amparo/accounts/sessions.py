"""Sessions that are over."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from amparo.ledger import clock


def delete_expired_sessions() -> int:
    """Delete sessions that expired, and what is listed of sessions that are gone.

    Return how many sessions were deleted. A session that nobody returns to would keep what was typed in it.
    """
    deleted, _ = Session.objects.filter(expire_date__lt=clock.now()).delete()
    there = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(there)).delete()
    return int(deleted)
