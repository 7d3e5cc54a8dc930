"""How a list says what it is narrowed by, and how its reader narrows it further or lets go of something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from amparo.ledger.text import t

_ANY = t("Cualquiera", "Any")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What `{% narrowing %}` shows: the words searched for, the filters, and each of them in use as a chip that takes it off.

    `kept`: name and value of the filters in use, which a new search keeps. `at`: the address of the whole list.
    """

    q: str
    fields: Sequence[Mapping[str, Any]]
    active: list[dict[str, str]]
    kept: list[tuple[str, str]]
    at: str


def build_narrowing(query: QueryDict, fields: Sequence[Mapping[str, Any]], *, at: str) -> Narrowing:
    """Of the list at this address, as its query says it. `fields` are those of `{% field %}`, with their values."""
    q = query.get("q", "")
    said = {field["name"]: words for field in fields if (words := _format_filter(field))}
    chips = ({"q": f"«{q}»"} if q else {}) | said
    return Narrowing(
        q=q,
        fields=[{"blank": _ANY, **field} for field in fields],
        active=[{"text": words, "href": at + changed_query(query, **{name: ""})} for name, words in chips.items()],
        kept=[(name, value) for name in said for value in query.getlist(name)],
        at=at,
    )


def changed_query(query: QueryDict, **changes: str) -> str:
    """The query of the same list with something changed, from its first page. What is blank is left out."""
    changed = query.copy()
    for name, value in ({"cursor": "", "format": ""} | changes).items():
        changed[name] = value
    for name in [name for name in changed if not any(changed.getlist(name))]:
        del changed[name]
    return f"?{changed.urlencode()}" if changed else ""


def _format_filter(field: Mapping[str, Any]) -> str:
    """What a filter narrows to; nothing when it is not in use."""
    value = field["value"]
    chosen = [str(one) for one in (value if isinstance(value, list) else [value]) if one not in ("", None)]
    names = {str(one["value"]): str(one["label"]) for one in field.get("choices", ())}
    said = ", ".join(names.get(one, one) for one in chosen)
    return said if field["kind"] == "checkboxes" or not said else f"{field['label']}: {said}"
