"""The panel of the return.

The plan as it is, its preparations, and what is missing to approve or carry it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from amparo.accounts.selectors import person_names
from amparo.cases.access import sees_whole_case
from amparo.cases.compartments import HEALTH, PROTECTION, WHEREABOUTS, Compartment
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile, Entry, read_files
from amparo.cases.forms.pieces import code_label
from amparo.cases.links import act_href_if_allowed
from amparo.cases.obstacles import obstacles_if_stated
from amparo.cases.panels import register_panel
from amparo.cases.selectors import last_signer
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.registry.selectors import sibling_cards
from amparo.returns.journey import current_departure, entries_for_next_journey
from amparo.returns.panels.preparations import list_preparations
from amparo.returns.plan import Plan, arrival_at_destination, latest_plan, travel_together, unfinished_plan
from amparo.returns.selectors import approval_expiry, planned_stages
from amparo.returns.voluntariness import describe_voluntariness
from amparo.returns.working_days import describe_arrival
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case

STATED_ON_THE_DAY = {
    "approve_return_plan": {"reason_codes": ["views_of_child"]},
    "execute_return": {"confirmations": ["child_informed", "safe_transport", "arrival_working_day"]},
}
"""What is stated only when an action is done, by action: supposed here, so that all else that is missing shows."""
_TONES = {"approved": "done", "rejected": "danger", "expired": "danger", "submitted": "action"}
_NO_PLAN = t(
    "Se escribe en varios días. Antes hace falta una determinación firme que eligió el retorno.",
    "It is written over days. A final determination that chose return comes first.",
)
_STAGE_COLUMNS = (t("Etapa", "Stage"), t("En qué", "By what"), t("Salida", "Departure"), t("Llegada", "Arrival"))


@register_panel("return")
def build_return_panel(case: Case, file: CaseFile, by: Actor) -> JsonObject | None:
    """Return the plan and what it needs; None for who sees a part of the case alone."""
    if not sees_whole_case(by, case.id):
        return None
    plan, arrival = unfinished_plan(file), file.last("receive_return")
    if plan is None and arrival:
        return _build_returned_panel(case, arrival, by)
    return _build_plan_panel(case, file, plan, by)


def _build_returned_panel(case: Case, arrival: Entry, by: Actor) -> JsonObject:
    return {
        "template": "returns/returned.html",
        "arrived_at": present.format_as_written(present.to_local(arrival.occurred_at, by)),
        "journey_href": reverse("journey", args=[case.id]),
        "after_href": reverse("case_tab", args=[case.id, "after"]),
        "write_href": act_href_if_allowed("record_return_plan", case.id, by),
    }


def _build_plan_panel(case: Case, file: CaseFile, plan: Plan | None, by: Actor) -> JsonObject:
    now = FactQuery(clock.now())
    state = plan.state(now.at) if plan else "none"
    is_on_the_way = current_departure(file) is not None
    obstacles, missing = _find_obstacles(case, by, state, has_plan=plan is not None)
    return {
        "template": "returns/return_plan.html",
        "state": label("return_plan", state),
        "tone": _TONES.get(state, "neutral"),
        "empty": _NO_PLAN,
        "plan": _build_plan_rows(case, file, plan, by) if plan else [],
        "stages": _build_stage_table(plan, compute_fact("country_origin", file, now), by) if plan else None,
        "write_href": act_href_if_allowed("record_return_plan", case.id, by),
        "is_on_the_way": is_on_the_way,
        "obstacles": [] if is_on_the_way else obstacles,
        "preparations": list_preparations(case, file, missing, by) if plan and not is_on_the_way else [],
        "journey_href": reverse("journey", args=[case.id]),
    }


def _find_obstacles(case: Case, by: Actor, state: str, *, has_plan: bool) -> tuple[list[JsonObject], frozenset[str]]:
    """Return the cards of the next actions, and the reasons against the departure."""
    approve, _ = obstacles_if_stated("approve_return_plan", case, by, **STATED_ON_THE_DAY["approve_return_plan"])
    depart, missing = obstacles_if_stated("execute_return", case, by, **STATED_ON_THE_DAY["execute_return"])
    if state == "approved":
        return [depart], missing
    return [approve, depart] if has_plan else [approve], missing


def _build_plan_rows(case: Case, file: CaseFile, plan: Plan, by: Actor) -> list[JsonObject]:
    answers = plan.answers
    receivers = " · ".join(_describe_receiver(receiver) for receiver in answers.get("receivers", []))
    documents = ", ".join(_describe_document(document) for document in answers.get("documents", []))
    return [
        _build_row(t("Modalidad", "Mode"), code_label("return_mode", answers.get("mode"))),
        _build_row(t("Voluntariedad", "Voluntariness"), describe_voluntariness(file, answers)),
        *_build_arrival_rows(file, plan),
        _build_row(t("Destino", "Destination"), answers.get("destination"), by, PROTECTION),
        _build_row(t("Quiénes reciben", "Who receives"), receivers, by, PROTECTION),
        _build_row(t("Quién acompaña", "Who goes along"), _list_escort_names(file), by, PROTECTION),
        _build_row(t("Hermanas y hermanos", "Sisters and brothers"), _describe_siblings(case, plan, by)),
        _build_row(t("Documentos que lleva", "Documents taken along"), documents),
        _build_row(t("Equipaje", "Luggage"), answers.get("luggage")),
        _build_row(t("Medicinas y cuidados", "Medicine and care"), answers.get("medicine"), by, HEALTH),
        *_build_decision_rows(case, plan, by),
    ]


def _build_row(
    key: str, value: str | None, by: Actor | None = None, compartment: Compartment | None = None
) -> JsonObject:
    """Return one row of the summary, restricted where the reader may not know."""
    row: JsonObject = {"key": key, "value": value}
    return row | {"restricted": compartment not in by.compartments} if by and compartment else row


def _build_arrival_rows(file: CaseFile, plan: Plan) -> list[JsonObject]:
    country = compute_fact("country_origin", file, FactQuery(clock.now()))
    arrival = arrival_at_destination(plan, country)
    hour = _build_row(
        t("Llegada, hora de destino", "Arrival, in the time of the destination"),
        present.format_as_written(arrival) if arrival else "",
    )
    return [
        hour | {"note": f"UTC{arrival:%:z}" if arrival else ""},
        _build_row(
            t("Según el calendario de destino", "By the calendar of the destination"),
            describe_arrival(arrival, country) if arrival else "",
        ),
    ]


def _describe_receiver(receiver: JsonObject) -> str:
    details = [code_label("return_party", receiver["role"]), receiver.get("where"), receiver.get("phone")]
    return f"{receiver['name']} ({', '.join(filter(None, details))})"


def _describe_document(document: JsonObject) -> str:
    kind = code_label("document_type", document["kind"])
    return f"{kind} ({document['carried_by']})" if document.get("carried_by") else kind


def _list_escort_names(file: CaseFile) -> str:
    assignments = entries_for_next_journey(file, "record_escort")
    return ", ".join(person["name"] for person in assignments[-1].get("people", [])) if assignments else ""


def _describe_siblings(case: Case, plan: Plan, by: Actor) -> str:
    """Return each sibling whom the reader sees, and whether their plan matches."""
    cards = sibling_cards(case, by=by)
    files = read_files({card.case_id: case.country for card in cards}) if cards else {}
    siblings = [_describe_sibling(card.name, travel_together(plan, latest_plan(files[card.case_id]))) for card in cards]
    return " · ".join(siblings) or str(t("Ninguno en el sistema", "None in the system"))


def _describe_sibling(name: str, is_together: bool) -> str:
    if is_together:
        return f"{name}: {t('su plan coincide', 'their plan agrees')}"
    return f"{name}: {t('su plan no coincide todavía', 'their plan does not agree yet')}"


def _build_decision_rows(case: Case, plan: Plan, by: Actor) -> Iterable[JsonObject]:
    """Yield who approved and until when, or why the plan was stopped."""
    if plan.step_reason:
        yield _build_row(t("Por qué se detuvo", "Why it was stopped"), plan.step_reason)
    expiry = approval_expiry(plan)
    if plan.approval and expiry:
        signer = last_signer(case, "approve_return_plan")
        people = [plan.approval.by, *([signer] if signer else [])]
        names = person_names(set(people))
        row = _build_row(t("Aprobado por", "Approved by"), ", ".join(names.get(person, "") for person in people))
        yield row | {"note": t("Vale hasta {when}", "Holds until {when}", when=present.format_exact(expiry, by))}


def _build_stage_table(plan: Plan, country: str, by: Actor) -> JsonObject:
    rows = [
        [
            f"{stage.from_place} → {stage.to_place}",
            code_label("travel_means", stage.transport),
            _describe_instant(stage.departs_at),
            _describe_instant(stage.arrives_at),
        ]
        for stage in planned_stages(plan, country)
    ]
    return {
        "columns": [{"label": column} for column in _STAGE_COLUMNS],
        "rows": rows,
        "restricted": WHEREABOUTS not in by.compartments,
    }


def _describe_instant(instant: datetime | None) -> str:
    return present.format_as_written(instant) if instant else ""
