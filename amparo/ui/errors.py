"""What is said when nothing else could answer."""

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
    """400."""
    return _error_response(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _error_response(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _error_response(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: no details, nothing personal; 503 when the database was lost before any page could tell."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable_response(request)
    return _error_response(request, 500)
