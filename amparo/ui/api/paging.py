"""Pages and counts of lists over HTTP."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from amparo.ledger.json import JsonObject
from amparo.ledger.paging import MAX_LIMIT
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.api.idempotency import ApiResponse

_LIMIT_DIGITS, _CURSOR_DIGITS = 6, 9


def list_response(items: Sequence[JsonObject], request: HttpRequest) -> HttpResponse:
    """Return a page of a short list from `cursor` on; with `limit=0` its count."""
    limit, start = parse_limit(request), _parse_offset(request)
    if limit == 0:
        return count_response(len(items))
    more = start + limit < len(items)
    return page_response(items[start : start + limit], str(start + limit) if more else None)


def page_response(items: Sequence[JsonObject], next_cursor: str | None) -> HttpResponse:
    """Return one page of a list and the cursor of the next."""
    return ApiResponse(200, {"items": list(items), "next": next_cursor}).response()


def count_response(count: int) -> HttpResponse:
    """Return the number of rows of a list."""
    return ApiResponse(200, {"count": count}).response()


def parse_limit(request: HttpRequest) -> int:
    """Return the limit of a list, 1 to 200, by default 50; 0 asks for the count.

    Raises `BadInput`.
    """
    text = request.GET.get("limit", "50")
    if not text.isascii() or not text.isdecimal() or int(text[:_LIMIT_DIGITS]) > MAX_LIMIT:
        words = t("Un número de 1 a 200, o 0 para contar.", "A number from 1 to 200, or 0 to count.")
        raise BadInput(FieldError("limit", words))
    return int(text)


def _parse_offset(request: HttpRequest) -> int:
    text = request.GET.get("cursor", "0")
    if not text.isascii() or not text.isdecimal() or len(text) > _CURSOR_DIGITS:
        words = t("Use el cursor de la respuesta anterior.", "Use the cursor of the answer before.")
        raise BadInput(FieldError("cursor", words))
    return int(text)
