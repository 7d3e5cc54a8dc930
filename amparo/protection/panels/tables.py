"""Panels that are one table: what the screening proposes, the options that the committee compares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile
from amparo.cases.panels import panel_of
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.protection.best_interests import determination_page, restitution_page
from amparo.protection.screening.items import items
from amparo.protection.selectors import screening_state
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case

TEMPLATE = "cases/panels/table.html"


@panel_of("protection")
def screening(case: Case, file: CaseFile, by: Actor) -> dict[str, Any] | None:
    """What the screening proposes, and the answers that led to each proposal."""
    if not file.last("screen"):
        return None
    state = screening_state(file, by=by)
    rows = [
        [
            ", ".join(filter(None, (_code("vulnerability_profile", p.profile), _code("service", p.referral)))),
            t("Señal fuerte", "Strong sign") if p.strong else t("Varias señales", "Several signs"),
            " · ".join(str(items()[code].text) for code in p.because),
        ]
        for p in state.proposals
    ]
    missing = ", ".join(str(label("screening_group", group)) for group in state.unanswered)
    return {
        "template": TEMPLATE,
        "title": t("Lo que propone el tamizaje", "What the screening proposes"),
        "columns": [
            {"label": t("Propone", "Proposes")},
            {"label": t("Por", "By")},
            {"label": t("Respuestas que llevaron a ello", "Answers that led to it")},
        ],
        "rows": rows,
        "note": t("Sin responder: {what}", "Not answered: {what}", what=missing) if missing else "",
        "empty": t("Las respuestas de hoy no proponen nada.", "Today's answers propose nothing."),
    }


@panel_of("best-interests")
def best_interests(case: Case, file: CaseFile, by: Actor) -> dict[str, Any] | None:
    """The options that the panel compares, side by side, and how the decision and its remedy stand."""
    now = FactQuery(clock.now())
    page = determination_page(file, now)
    if page.current is None:
        return None
    plan = restitution_page(file, now)
    late = sum(measure.is_late for measure in plan.measures)
    told = [
        t("Determinación: {state}", "Determination: {state}", state=label("bid", page.state)),
        t("Recurso: {state}", "Remedy: {state}", state=label("remedy", page.remedy.state)),
    ]
    if page.remedy.ends_at:
        told.append(t("Plazo hasta {day}", "Until {day}", day=present.exact(page.remedy.ends_at, by)))
    if late:
        told.append(t("Medidas de restitución atrasadas: {n}", "Overdue restitution measures: {n}", n=late))
    return {
        "template": TEMPLATE,
        "title": t("Opciones comparadas", "Options compared"),
        "columns": [
            {"label": t("Opción", "Option")},
            {"label": t("A favor", "In favour")},
            {"label": t("En contra", "Against")},
            {"label": t("Opinión de la niña o niño", "The child's view")},
            {"label": t("Motivos", "Reasons")},
        ],
        "rows": [
            [
                _code("durable_solution", o["solution"]),
                *(o.get(part, "") for part in ("in_favour", "against", "child_view", "reasons")),
            ]
            for o in page.current.options
        ],
        "note": " · ".join(str(words) for words in told),
        "empty": t("El comité todavía no compara opciones.", "The panel compares no options yet."),
    }


def _code(list_name: str, code: str) -> str:
    return str(label(list_name, code)) if code else ""
