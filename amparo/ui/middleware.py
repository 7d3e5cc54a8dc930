"""Who reads, for the code and for the database; and what is said when the database is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import activate

from amparo.accounts.selectors import actor_of, person_of_token
from amparo.ledger.problems import Problem
from amparo.ledger.reader import acting_as
from amparo.ui import problem

_NO_DATABASE = ("/healthz", "/static/")


class ReaderMiddleware:
    """Sets `request.actor` from the session or the bearer token, and tells the database whose rows to show."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer within the reader's rows; a database that is gone gets a page that says so."""
        request.actor = None
        if request.path.startswith(_NO_DATABASE):
            return self.get_response(request)
        try:
            self._know(request)
            with acting_as(request.actor.id if request.actor else None):
                response = self.get_response(request)
                if isinstance(response, TemplateResponse) and not response.is_rendered:
                    response.render()
                if request.actor:
                    response.setdefault("Cache-Control", "no-store")
                return _problem_response(request, response)
        except (OperationalError, InterfaceError):
            return unavailable_response(request)

    def _know(self, request: Any) -> None:
        header = request.headers.get("Authorization", "")
        if problem.is_api(request):
            person = person_of_token(header[7:]) if header.startswith("Bearer ") else None
        else:
            person = request.user if request.user.is_authenticated else None
        if person is not None:
            request.actor = actor_of(person)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for a page that ended with a problem of ours, or lost the database half-way: nothing was half done."""
        if isinstance(error, Problem):
            return problem.respond(request, error)
        if isinstance(error, OperationalError | InterfaceError):
            return unavailable_response(request)
        return None


def _problem_response(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What the framework itself refuses of the API, told like every other problem."""
    if response.status_code != 405 or not problem.is_api(request):
        return response
    told = problem.plain_response(405)
    told["Allow"] = response["Allow"]
    return told


def unavailable_response(request: HttpRequest) -> HttpResponse:
    """The answer while the database cannot be reached."""
    if problem.is_api(request):
        return problem.plain_response(503)
    response = TemplateResponse(request, "ui/errors/503.html", status=503)
    return response.render()


class LanguageOfPerson:
    """Pages speak the language that the person chose; before sign-in, that of the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Switch unless the API is spoken to or the browser carries a choice of its own."""
        if request.user.is_authenticated and "django_language" not in request.COOKIES and not problem.is_api(request):
            activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)
