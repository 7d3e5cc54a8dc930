"""Middleware that limits sessions and requests.

Idle and absolute time, second factor, rate.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.known_browsers import keep_browser, name_sender
from amparo.ledger import clock
from amparo.ui import problem
from amparo.ui.middleware import NO_DATABASE
from amparo.ui.requests import find_actor
from amparo.ui.shared_cache import count

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)
REQUESTS_A_MINUTE = 3000
_MINUTE = timedelta(minutes=1)
_NOTE_AT_MOST_EVERY = 60


class SessionLimits:
    """End a session that was idle for half an hour, or that is ten hours old."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out an expired session before the page runs.

        `signed_in` then stashes a sent form.
        """
        if not problem.is_api(request) and request.session.session_key and request.user.is_authenticated:
            self._check_age(request)
        return self.get_response(request)

    def _check_age(self, request: HttpRequest) -> None:
        now = int(clock.now().timestamp())
        began, seen = request.session.setdefault("began_at", now), request.session.setdefault("seen_at", now)
        if now - began > ABSOLUTE.total_seconds() or now - seen > IDLE.total_seconds():
            logout(request)
        elif now - seen > _NOTE_AT_MOST_EVERY:
            request.session["seen_at"] = now


class SecondFactor:
    """Require a second factor everywhere but in the demo."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the set-up page until the person has a second factor."""
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


class KnownBrowsers:
    """Make the browser known to whoever signed in with it (`accounts.known_browsers`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, of a page with the cookie."""
        response = self.get_response(request)
        if not request.path.startswith(NO_DATABASE) and not problem.is_api(request) and request.user.is_authenticated:
            keep_browser(request, response, request.user)
        return response


class RateLimit:
    """Limit the requests of a person, a known browser, or an address.

    Whoever makes up a token or a session is nobody. Counted by all processes together.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 429 past `REQUESTS_A_MINUTE`."""
        if request.path.startswith(NO_DATABASE):
            return self.get_response(request)
        actor = find_actor(request)
        who = f"person {actor.id}" if actor else name_sender(request)
        if count(f"requests of {who}", within=_MINUTE) <= REQUESTS_A_MINUTE:
            return self.get_response(request)
        if problem.is_api(request):
            return problem.plain_response(429)
        return render(request, "ui/errors/429.html", status=429)
