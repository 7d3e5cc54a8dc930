"""Limits that protect a session and a node: idle and absolute time, a second factor, how many requests a minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.ledger import clock
from amparo.ui import problem

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)
REQUESTS_A_MINUTE = 3000
_NOTE_AT_MOST_EVERY = 60


class SessionLimits:
    """Ends a session that was idle for half an hour, or that is ten hours old."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out before anything is read; what was typed is kept by the page itself."""
        if not problem.is_api(request) and request.session.session_key and request.user.is_authenticated:
            self._look_at(request)
        return self.get_response(request)

    def _look_at(self, request: HttpRequest) -> None:
        now = int(clock.now().timestamp())
        began, seen = request.session.setdefault("began_at", now), request.session.setdefault("seen_at", now)
        if now - began > ABSOLUTE.total_seconds() or now - seen > IDLE.total_seconds():
            logout(request)
        elif now - seen > _NOTE_AT_MOST_EVERY:
            request.session["seen_at"] = now


class SecondFactor:
    """Outside the demo nobody goes on without a second factor: the first page is the one that sets it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lead to the set-up page until there is one."""
        if (
            settings.DEMO
            or problem.is_api(request)
            or not request.user.is_authenticated
            or is_mfa_enabled(request.user)
        ):
            return self.get_response(request)
        free = (
            reverse("account_logout"),
            reverse("set_language"),
            reverse("help"),
            "/account/",
            "/static/",
            "/healthz",
        )
        if request.path.startswith(free):
            return self.get_response(request)
        return redirect("mfa_activate_totp")


class RateLimit:
    """At most so many requests a minute from one token or address; the next minute begins anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 429 past the limit."""
        who = request.headers.get("Authorization") or request.META.get("REMOTE_ADDR", "")
        key = f"requests:{hash(who)}:{int(clock.now().timestamp()) // 60}"
        cache.add(key, 0, timeout=120)
        if cache.incr(key) > REQUESTS_A_MINUTE:
            return (
                problem.plain_response(429)
                if problem.is_api(request)
                else render(request, "ui/errors/429.html", status=429)
            )
        return self.get_response(request)
