"""What a list of cases is narrowed by, read from an address: the same for the page and for the API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amparo.core.codes import code_list
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.registry.selectors import Filters
from amparo.tracing.reports.selectors import ReportFilters

_CODED = {
    "country": "country", "origin": "nationality", "profile": "vulnerability_profile", "state": "report_state",
    "urgency": "report_urgency", "age": "search_age",
}  # fmt: skip


def filters_from(query: Any) -> Filters:
    """The filters of an address. Raises `BadInput` for one that cannot be read."""
    return Filters(
        q=_words(query.get("q", "")),
        step=_number(query, "step"),
        profile=_code(query, "profile"),
        age_from=_number(query, "age_from"),
        age_to=_number(query, "age_to"),
        country=_code(query, "country"),
        origin=_code(query, "origin"),
        agency=_id(query, "agency"),
        officer=_id(query, "officer"),
        overdue=query.get("overdue", "") not in ("", "0", "false"),
    )


def report_filters_from(query: Any) -> ReportFilters:
    """The filters of a list of reports. Raises `BadInput` for one that cannot be read."""
    return ReportFilters(
        q=_words(query.get("q", "")),
        state=_code(query, "state"),
        urgency=_code(query, "urgency"),
        age=_code(query, "age"),
    )


def _words(text: str) -> str:
    if len(text) > 200 or not text.isprintable():
        raise BadInput(
            FieldError(
                "q", t("Hasta 200 letras, sin signos de control.", "Up to 200 characters, no control characters.")
            )
        )
    return text


def _code(query: Any, name: str) -> str:
    code: str = query.get(name, "")
    if code and code not in code_list(_CODED[name]):
        raise BadInput(FieldError(name, t("Elija una opción de la lista.", "Choose one from the list.")))
    return code


def _number(query: Any, name: str) -> int | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 3:
        raise BadInput(FieldError(name, t("Un número entero.", "A whole number.")))
    return int(text)


def _id(query: Any, name: str) -> UUID | None:
    text = query.get(name, "").strip()
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise BadInput(FieldError(name, t("El identificador no es válido.", "The identifier is not valid."))) from error
