"""Panels of one table.

The proposals of the screening, and the options that the committee compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile
from amparo.cases.forms.pieces import code_label
from amparo.cases.panels import register_panel
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.best_interests import (
    DeterminationOverview,
    RestitutionOverview,
    determination_overview,
    restitution_overview,
)
from amparo.protection.screening.items import screening_items
from amparo.protection.screening.scoring import Proposal
from amparo.protection.selectors.screening import screening_state
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case

_TEMPLATE = "cases/panels/table.html"
_SCREENING_COLUMNS = (
    t("Propone", "Proposes"),
    t("Por", "By"),
    t("Respuestas que llevaron a ello", "Answers that led to it"),
)
_OPTION_COLUMNS = (
    t("Opción", "Option"),
    t("A favor", "In favour"),
    t("En contra", "Against"),
    t("Opinión de la niña o niño", "The child's view"),
    t("Motivos", "Reasons"),
)
_OPTION_ANSWERS = ("in_favour", "against", "child_view", "reasons")


@register_panel("protection")
def build_screening_panel(case: Case, file: CaseFile, by: Actor) -> JsonObject | None:
    """Return the proposals of the screening and their answers; None before it."""
    if not file.last("screen"):
        return None
    state = screening_state(file, by=by)
    unanswered = ", ".join(str(label("screening_group", section)) for section in state.unanswered)
    return _build_table(
        t("Lo que propone el tamizaje", "What the screening proposes"),
        _SCREENING_COLUMNS,
        [_build_proposal_cells(proposal) for proposal in state.proposals],
        note=t("Sin responder: {what}", "Not answered: {what}", what=unanswered) if unanswered else "",
        empty=t("Las respuestas de hoy no proponen nada.", "Today's answers propose nothing."),
    )


def _build_proposal_cells(proposal: Proposal) -> list[str]:
    proposed = (code_label("vulnerability_profile", proposal.profile), code_label("service", proposal.referral))
    return [
        ", ".join(filter(None, proposed)),
        t("Señal fuerte", "Strong sign") if proposal.is_strong else t("Varias señales", "Several signs"),
        " · ".join(str(screening_items()[code].text) for code in proposal.reasons),
    ]


@register_panel("best-interests")
def build_options_panel(case: Case, file: CaseFile, by: Actor) -> JsonObject | None:
    """Return the compared options and the state of the decision; None before them."""
    now = FactQuery(clock.now())
    determination = determination_overview(file, now)
    if determination.current is None:
        return None
    return _build_table(
        t("Opciones comparadas", "Options compared"),
        _OPTION_COLUMNS,
        [_build_option_cells(option) for option in determination.current.options],
        note=_describe_decision(determination, restitution_overview(file, now), by),
        empty=t("El comité todavía no compara opciones.", "The panel compares no options yet."),
    )


def _build_option_cells(option: JsonObject) -> list[str]:
    return [code_label("durable_solution", option["solution"]), *(option.get(name, "") for name in _OPTION_ANSWERS)]


def _describe_decision(determination: DeterminationOverview, restitution: RestitutionOverview, by: Actor) -> str:
    remedy = determination.remedy
    parts = [
        t("Determinación: {state}", "Determination: {state}", state=label("bid", determination.state)),
        t("Recurso: {state}", "Remedy: {state}", state=label("remedy", remedy.state)),
    ]
    if remedy.expires_at:
        parts.append(t("Plazo hasta {day}", "Until {day}", day=present.format_exact(remedy.expires_at, by)))
    if late := sum(measure.is_late for measure in restitution.measures):
        parts.append(t("Medidas de restitución atrasadas: {n}", "Overdue restitution measures: {n}", n=late))
    return " · ".join(str(part) for part in parts)


def _build_table(title: str, columns: tuple[str, ...], rows: list[list[str]], *, note: str, empty: str) -> JsonObject:
    return {
        "template": _TEMPLATE,
        "title": title,
        "columns": [{"label": column} for column in columns],
        "rows": rows,
        "note": note,
        "empty": empty,
    }
