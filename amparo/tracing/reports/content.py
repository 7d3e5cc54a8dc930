"""What a bulletin says, as it stood when it was issued: the parts that were chosen, where the child was last seen, whom to call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from amparo.cases.file import CaseFile
from amparo.cases.selectors import responsible_agency
from amparo.registry.projection import full_name
from amparo.tracing.reports.known import born_of, known, last_news_on, names_of

if TYPE_CHECKING:
    from amparo.cases.models import Case


def content_of(case: Case, file: CaseFile, given: Any) -> dict[str, Any]:
    """The chosen parts by code, `last_seen`, and `contact`: the authority that answers, never the searcher. One query."""
    said = {part: _PARTS[part](file) for part in given.parts if part in _PARTS}
    seen_on = last_news_on(file)
    agency = responsible_agency(case)
    return said | {
        "last_seen": {
            "country": given.last_seen_country,
            "state": given.last_seen_state or "",
            "on": seen_on.isoformat() if seen_on else None,
        },
        "contact": {"name": agency.name if agency else "", "phone": agency.phone if agency else ""},
    }


def _age(file: CaseFile) -> dict[str, Any]:
    birth = born_of(file)
    return {
        "from": birth.first.isoformat() if birth.first else None,
        "to": birth.last.isoformat() if birth.last else None,
        "estimate": birth.estimate,
    }


_PARTS: dict[str, Callable[[CaseFile], Any]] = {
    "names": lambda file: full_name(names_of(file)),
    "sex": lambda file: known(file, "sex", "undisclosed"),
    "age": _age,
    "nationalities": lambda file: known(file, "nationalities", []),
}
