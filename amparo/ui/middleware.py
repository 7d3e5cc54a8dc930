"""Middleware that sets the reader and the language of each request.

The reader is set for the code and for the database session.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import activate

from amparo.accounts.client_address import is_trusted_proxy
from amparo.accounts.selectors import actor_by_token, actor_of
from amparo.ledger.problems import Problem
from amparo.ledger.reader import acting_as
from amparo.ui import problem
from amparo.ui.requests import ActorRequest

NO_DATABASE = ("/healthz", "/static/")
"""Paths that are answered without it."""


_NUL = "\x00"


class TrustedProxyHeaders:
    """Take away what only a trusted proxy may say: that the request came over HTTPS.

    Whoever reaches the web server past the proxy could else say so too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, unchanged."""
        if not is_trusted_proxy(str(request.META.get("REMOTE_ADDR", ""))):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return self.get_response(request)


class WithoutNul:
    """Take NUL out of what a form of a page sends.

    No column of the database holds it, and nobody types it. The API refuses it (`ui.inputs`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, unchanged."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Clean the form, which the check against forged requests has read by now."""
        if request.method != "POST" or problem.is_api(request):
            return
        if any(_NUL in value for _, values in request.POST.lists() for value in values):
            cleaned = request.POST.copy()
            for name, values in request.POST.lists():
                cleaned.setlist(name, [value.replace(_NUL, "") for value in values])
            request.POST = QueryDict(cleaned.urlencode())


class ReaderMiddleware:
    """Set `request.actor` and the reader of the database session.

    From the session or the bearer token.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
        """Return the response, made with the reader's row-level security.

        503 without a database.
        """
        request.actor, request.scopes = None, frozenset()
        if request.path.startswith(NO_DATABASE):
            return self.get_response(request)
        try:
            self._identify(request)
            with acting_as(request.actor.id if request.actor else None):
                response = self.get_response(request)
                if isinstance(response, TemplateResponse) and not response.is_rendered:
                    response.render()
                if request.actor:
                    response.setdefault("Cache-Control", "no-store")
                return _problem_response(request, response)
        except (OperationalError, InterfaceError):
            return unavailable_response(request)

    def _identify(self, request: ActorRequest) -> None:
        if not problem.is_api(request):
            request.actor = actor_of(request.user) if request.user.is_authenticated else None
            return
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme == "Bearer" and (found := actor_by_token(text)):
            request.actor, request.scopes = found

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the response to a `Problem` or a lost database.

        The transaction was rolled back.
        """
        if isinstance(error, Problem):
            return problem.respond(request, error)
        if isinstance(error, OperationalError | InterfaceError):
            return unavailable_response(request)
        return None


def _problem_response(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a problem document in place of the framework's own 405 of the API."""
    if response.status_code != 405 or not problem.is_api(request):
        return response
    refusal = problem.plain_response(405)
    refusal["Allow"] = response["Allow"]
    return refusal


def unavailable_response(request: HttpRequest) -> HttpResponse:
    """Return status 503, while the database cannot be reached."""
    if problem.is_api(request):
        return problem.plain_response(503)
    response = TemplateResponse(request, "ui/errors/503.html", status=503)
    return response.render()


class LanguageOfPerson:
    """Show pages in the language of the signed-in person.

    Before sign-in, in the language of the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the person's language.

        Not for the API, nor where the language cookie is set.
        """
        if request.user.is_authenticated and "django_language" not in request.COOKIES and not problem.is_api(request):
            activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)
