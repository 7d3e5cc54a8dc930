"""The content of a bulletin as it is issued.

The chosen data, where the child was last seen, whom to call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from amparo.cases.file import CaseFile
from amparo.cases.selectors import responsible_agency
from amparo.ledger.json import JsonObject
from amparo.registry.projection import full_name
from amparo.tracing.reports.answers import last_news_on, latest_answer, sought_birth, sought_names

if TYPE_CHECKING:
    from amparo.cases.models import Case


def build_bulletin_content(case: Case, file: CaseFile, given: Any) -> JsonObject:
    """Return the chosen parts by code, `last_seen`, and `contact`. One query.

    The contact is the responsible authority, never the searcher.
    """
    parts = {part: _PART_READERS[part](file) for part in given.parts if part in _PART_READERS}
    seen_on = last_news_on(file)
    agency = responsible_agency(case)
    return parts | {
        "last_seen": {
            "country": given.last_seen_country,
            "state": given.last_seen_state or "",
            "on": seen_on.isoformat() if seen_on else None,
        },
        "contact": {"name": agency.name if agency else "", "phone": agency.phone if agency else ""},
    }


def _age(file: CaseFile) -> JsonObject:
    birth = sought_birth(file)
    return {
        "from": birth.first.isoformat() if birth.first else None,
        "to": birth.last.isoformat() if birth.last else None,
        "estimate": birth.estimate,
    }


_PART_READERS: dict[str, Callable[[CaseFile], Any]] = {
    "names": lambda file: full_name(sought_names(file)),
    "sex": lambda file: latest_answer(file, "sex", "undisclosed"),
    "age": _age,
    "nationalities": lambda file: latest_answer(file, "nationalities", []),
}
