"""The search and filters of a list as the page shows them.

Each with a link that removes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.http import QueryDict

from amparo.ledger.json import JsonMapping, JsonObject
from amparo.ledger.text import t

_ANY = t("Cualquiera", "Any")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What `{% narrowing %}` shows: the words searched for and the filters.

    `active`: the filters in use, each with a link that removes it. `kept_filters`: their names and values, which a new
    search keeps. `url`: the address of the list without any filter. `is_wrong`: a filter was typed that cannot be used.
    """

    q: str
    fields: Sequence[JsonMapping]
    active: list[dict[str, str]]
    kept_filters: list[tuple[str, str]]
    url: str
    is_wrong: bool = False


def build_narrowing(
    query: QueryDict, fields: Sequence[JsonMapping], *, url: str, wrong: Mapping[str, str] = MappingProxyType({})
) -> Narrowing:
    """Return the search and filters of the list at `url`, as its query states them.

    `fields` are those that `{% field %}` takes, with their values. `wrong`: by name, what was typed and cannot be used:
    it stays in its box.
    """
    q = query.get("q", "")
    used = {field["name"]: words for field in fields if (words := _format_filter(field))}
    chips = ({"q": f"«{q}»"} if q else {}) | used
    return Narrowing(
        q=wrong.get("q", q),
        fields=[{"blank": _ANY, **field} | _keep_typed(field, wrong) for field in fields],
        active=[{"text": words, "href": url + changed_query(query, **{name: ""})} for name, words in chips.items()],
        kept_filters=[(name, value) for name in used for value in query.getlist(name)],
        url=url,
        is_wrong=bool(wrong.keys() - {"q"}),
    )


def _keep_typed(field: JsonMapping, wrong: Mapping[str, str]) -> JsonObject:
    return {"value": wrong[field["name"]]} if field["name"] in wrong else {}


def changed_query(query: QueryDict, **changes: str) -> str:
    """Return the query of a list with these parameters changed, from its first page.

    Begins with `?`; blank parameters are left out, and a query without any is blank.
    """
    changed = query.copy()
    for name, value in ({"cursor": "", "format": ""} | changes).items():
        changed[name] = value
    for name in [name for name in changed if not any(changed.getlist(name))]:
        del changed[name]
    return f"?{changed.urlencode()}" if changed else ""


def page_links(query: QueryDict, *, following: str | None, previous: str | None = None) -> dict[str, str]:
    """Return the links to neighbouring pages, as `{% pagination %}` takes them.

    A list that only goes on, without a cursor of the page before, has a link to its first page.
    """
    return {
        "next": changed_query(query, cursor=following) if following else "",
        "previous": changed_query(query, cursor=previous) if previous else "",
        "first": (changed_query(query) or "?") if query.get("cursor") else "",
    }


def _format_filter(field: JsonMapping) -> str:
    """Return the label and the chosen values of a filter; blank when it is not in use."""
    value = field["value"]
    chosen = [str(item) for item in (value if isinstance(value, list) else [value]) if item not in ("", None)]
    labels = {str(choice["value"]): str(choice["label"]) for choice in field.get("choices", ())}
    text = ", ".join(labels.get(item, item) for item in chosen)
    return text if field["kind"] == "checkboxes" or not text else f"{field['label']}: {text}"
