"""The error pages of the site: Django's handlers 400, 403, 404 and 500."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.ui import problem
from amparo.ui.middleware import unavailable_response


def _error_response(request: HttpRequest, status: int) -> HttpResponse:
    if problem.is_api(request):
        return problem.plain_response(status)
    return render(request, f"ui/errors/{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page or problem document of status 400."""
    return _error_response(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page or problem document of status 403."""
    return _error_response(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page or problem document of status 404."""
    return _error_response(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return status 500 without details, or 503 when the database is not reachable."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable_response(request)
    return _error_response(request, 500)
