"""What a list of cases is narrowed by, read from an address: the same for the page and for the API."""

from __future__ import annotations

from uuid import UUID

from django.http import QueryDict

from amparo.ledger.codes import code_list
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.selectors import Filters

_CODED = {"country": "country", "origin": "nationality", "profile": "vulnerability_profile"}


def filters_from(query: QueryDict) -> Filters:
    """The filters of an address. Raises `BadInput` for one that cannot be read."""
    return Filters(
        q=words_of(query.get("q", "")),
        step=_number(query, "step"),
        profile=code_of(query, "profile", _CODED["profile"]),
        age_from=_number(query, "age_from"),
        age_to=_number(query, "age_to"),
        country=code_of(query, "country", _CODED["country"]),
        origin=code_of(query, "origin", _CODED["origin"]),
        agency=_id(query, "agency"),
        officer=_id(query, "officer"),
        overdue=query.get("overdue", "") not in ("", "0", "false"),
    )


def words_of(text: str) -> str:
    """Return the words of a search. Raises `BadInput`."""
    if len(text) > 200 or not text.isprintable():
        raise BadInput(
            FieldError(
                "q", t("Hasta 200 letras, sin signos de control.", "Up to 200 characters, no control characters.")
            )
        )
    return text


def code_of(query: QueryDict, name: str, list_name: str) -> str:
    """Return a code that a list is narrowed by. Raises `BadInput` for one that its list does not have."""
    code = query.get(name, "")
    if code and code not in code_list(list_name):
        raise BadInput(FieldError(name, t("Elija una opción de la lista.", "Choose one from the list.")))
    return code


def _number(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 3:
        raise BadInput(FieldError(name, t("Un número entero.", "A whole number.")))
    return int(text)


def _id(query: QueryDict, name: str) -> UUID | None:
    text = query.get(name, "").strip()
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise BadInput(FieldError(name, t("El identificador no es válido.", "The identifier is not valid."))) from error
