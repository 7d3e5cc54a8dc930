"""Problems as HTTP responses: RFC 9457 documents for the API, pages for people."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.ledger.problems import NotVisible, Problem, Unavailable
from amparo.ledger.text import t
from amparo.ui.step_up import StepUpNeeded, ask_for_second_factor

_BASE = "https://amparo.example/problems/"
_PLAIN = {
    400: (
        "bad-request",
        t("La petición no se entiende", "The request cannot be understood"),
        t(
            "Revise cómo está escrita la petición: sus encabezados, su cuerpo y su tipo.",
            "Check how the request is written: its headers, its body and its media type.",
        ),
    ),
    403: (
        "forbidden",
        t("No tiene permiso", "Not allowed"),
        t("Pídalo a quien tenga esa función.", "Ask somebody whose role includes it."),
    ),
    404: (NotVisible.type, NotVisible.title, NotVisible.remedy),
    405: (
        "method",
        t("Ese método no se usa aquí", "That method is not used here"),
        t("Use uno de los que nombra el encabezado Allow.", "Use one of those that the header Allow names."),
    ),
    408: (
        "too-slow",
        t("La petición tardó demasiado", "The request took too long"),
        t("Envíela de nuevo por una mejor conexión.", "Send it again over a better line."),
    ),
    413: (
        "too-large",
        t("Es demasiado grande", "It is too large"),
        t("Envíe menos, o un archivo más pequeño.", "Send less, or a smaller file."),
    ),
    429: (
        "too-many",
        t("Demasiadas peticiones; espere un momento", "Too many requests; wait a moment"),
        t("Espere un minuto y envíela de nuevo.", "Wait a minute and send it again."),
    ),
    500: (
        "internal",
        t("Falló el sistema; no se guardó nada", "The system failed; nothing was saved"),
        t(
            "Inténtelo de nuevo; si vuelve a fallar, avise a quien administra el nodo.",
            "Try again; if it fails again, tell those who keep the node.",
        ),
    ),
    503: (
        Unavailable.type,
        t("El sistema no está disponible; reintente", "The system is not available; try again"),
        Unavailable.remedy,
    ),
}

_PAGES = frozenset({403, 404})
"""Statuses with an error page of their own."""


def build_response(status: int, kind: str, title: str, detail: str, **members: object) -> HttpResponse:
    """Return a problem document (RFC 9457) in the caller's language."""
    body = {
        "type": _BASE + kind,
        "title": str(title),
        "status": status,
        "detail": str(detail),
        "errors": [],
        **members,
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")


def api_response(problem: Problem, *, without: frozenset[str] = frozenset()) -> HttpResponse:
    """Return the problem document of a `Problem`, without some of its members."""
    members = {name: value for name, value in problem.members().items() if name not in without}
    return build_response(problem.status, problem.type, problem.title, problem.detail, **members)


def respond(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the response to a request that raised a `Problem`: document or page."""
    if is_api(request):
        return api_response(problem)
    if isinstance(problem, StepUpNeeded):
        return ask_for_second_factor(request)
    is_plain = problem.status in _PAGES and problem.detail is problem.remedy
    template = f"ui/errors/{problem.status}.html" if is_plain else "ui/errors/problem.html"
    return render(request, template, {"problem": problem}, status=problem.status)


def plain_response(status: int) -> HttpResponse:
    """Return the problem document of a status that no `Problem` describes."""
    kind, title, detail = _PLAIN.get(status, _PLAIN[400])
    return build_response(status, kind, title, detail)


def is_api(request: HttpRequest) -> bool:
    """Return whether the request is to the API."""
    return request.path.startswith("/api/")
