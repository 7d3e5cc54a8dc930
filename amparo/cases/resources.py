"""The list of norms: every rule and legal deadline in force.

For whoever asks on which law the program decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from amparo.cases.links import norm_href
from amparo.cases.norms import DEADLINE, Norm, format_sources, list_caveats, list_norms_in_force
from amparo.law.sources import Force
from amparo.ledger.actor import Actor
from amparo.ledger.codes import In, label
from amparo.ledger.json import JsonObject
from amparo.ledger.paging import RowPage, require_limit, unknown_cursor
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.ui.fields import field
from amparo.ui.resource import Cell, Column, ListFilters, ListWords, Resource, declare_resource

DEADLINE_WORDS = t("Plazo", "Deadline")
_ACTS_SHOWN = 3


class NormFilters(ListFilters):
    """Filters of the norms: by guarded act, force in this country, and effect."""

    action: Annotated[str, In("action")] | None = field(t("Acto", "Act"))
    force: Annotated[str, In("norm_force", but=frozenset({"data"}))] | None = field(
        t("Fuerza en este país", "Force in this country")
    )
    level: Annotated[str, In("norm_level")] | None = field(t("Qué hace", "What it does"))


class NormRows:
    """The norms in force today, by id; they are few, so that no table holds them."""

    def page(
        self, filters: NormFilters, *, by: Actor, cursor: str = "", limit: int = 50, counted: bool = False
    ) -> RowPage[Norm]:
        """Return a page of norms.

        Raises `BadInput` for a cursor that no page gave, or a limit outside 1 to 200.
        """
        require_limit(limit)
        found = _filter_norms(filters)
        first = _find_place_after(cursor, found) if cursor else 0
        page = found[first : first + limit]
        following = page[-1].id if len(found) > first + limit else None
        previous = found[first - limit - 1].id if first > limit else None
        return RowPage(page, following, len(found) if counted else None, previous)

    def count(self, filters: NormFilters, *, by: Actor) -> int:
        """Return how many norms there are in all."""
        return len(_filter_norms(filters))


def _filter_norms(filters: NormFilters) -> list[Norm]:
    words = fold_text(filters.q or "").split()
    return [
        norm
        for norm in list_norms_in_force()
        if filters.action in (None, *norm.actions)
        and filters.force in (None, norm.force)
        and filters.level in (None, norm.level)
        and _has_words(norm, words)
    ]


def _has_words(norm: Norm, words: Sequence[str]) -> bool:
    if not words:
        return True
    acts = (str(label("action", code)) for code in norm.actions)
    text = fold_text(" ".join((norm.id, norm.title, norm.words, *norm.sources, *acts)))
    return all(word in text for word in words)


def _find_place_after(cursor: str, norms: list[Norm]) -> int:
    for place, norm in enumerate(norms, start=1):
        if norm.id == cursor:
            return place
    raise unknown_cursor()


def norm_item(norm: Norm, by: Actor) -> JsonObject:
    """Return a norm as JSON."""
    return {
        "id": norm.id,
        "title": norm.title,
        "words": norm.words,
        "level": norm.level,
        "force": norm.force,
        "actions": list(norm.actions),
        "sources": list(norm.sources),
        "hours_force": norm.hours_force,
        "reading": norm.reading,
        "support": norm.support,
        "since": norm.since.isoformat() if norm.since else None,
        "until": norm.until.isoformat() if norm.until else None,
    }


def _build_item_schema() -> JsonObject:
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    maybe_day = {"type": ["string", "null"], "format": "date"}
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys(("id", "title", "words", "level", "force", "reading"), text),
            "hours_force": {"type": ["string", "null"]},
            "support": {"type": ["string", "null"]},
            **dict.fromkeys(("actions", "sources"), texts),
            **dict.fromkeys(("since", "until"), maybe_day),
        },
    }


def _build_link(norm: Norm, by: Actor) -> Cell:
    return {"href": norm_href(norm.id), "text": norm.words}


def force_tag(force: Force) -> JsonObject:
    """Return the force of a norm or of a source as the component of a tag shows it."""
    return {"text": label("norm_force", force), "tone": "action" if force == "binds" else "neutral"}


def _format_acts(norm: Norm, by: Actor) -> str:
    """Return the acts that a norm guards, on a page where many norms stand."""
    if len(norm.actions) <= _ACTS_SHOWN:
        return _format_all_acts(norm, by)
    return str(t("{n} actos", "{n} acts", n=len(norm.actions)))


def _format_all_acts(norm: Norm, by: Actor) -> str:
    return (
        str(DEADLINE_WORDS)
        if norm.level == DEADLINE
        else ", ".join(str(label("action", code)) for code in norm.actions)
    )


def _format_caveats(norm: Norm, by: Actor) -> str:
    return "; ".join(list_caveats(norm)) or str(t("Ninguna anotada", "None recorded"))


_CAVEATS = Column[Norm](t("Salvedades", "Caveats"), _format_caveats)
_NAME = Column[Norm](t("Regla o plazo", "Rule or deadline"), lambda norm, by: norm.name)
_SOURCES = Column[Norm](t("Fuentes", "Sources"), lambda norm, by: format_sources(norm.sources))

declare_resource(
    Resource(
        name="norms",
        title=t("Normas", "Norms"),
        rows=NormRows(),
        filters=NormFilters,
        columns=(
            Column(t("Norma", "Norm"), _build_link, "link"),
            Column(t("Fuerza", "Force"), lambda norm, by: force_tag(norm.force), "tag"),
            _CAVEATS,
            _SOURCES,
            Column(t("Actos", "Acts"), _format_acts),
            _NAME,
        ),
        sheet=(
            Column(t("Clave", "Key"), lambda norm, by: norm.id),
            Column(t("Norma", "Norm"), lambda norm, by: norm.words),
            Column(t("Qué hace", "What it does"), lambda norm, by: label("norm_level", norm.level)),
            Column(t("Fuerza", "Force"), lambda norm, by: label("norm_force", norm.force)),
            _CAVEATS,
            _SOURCES,
            Column(t("Actos", "Acts"), _format_all_acts),
            _NAME,
        ),
        item=norm_item,
        item_schema=_build_item_schema,
        id_of=lambda norm: norm.uuid,
        page="norms",
        words=ListWords(
            search=t("Buscar por palabras, acto, fuente o clave", "Search by words, act, source or key"),
            none_match=t("Ninguna norma coincide", "No norm matches"),
        ),
    )
)
