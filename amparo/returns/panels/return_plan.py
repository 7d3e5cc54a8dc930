"""The return before its entries: the plan as it stands, what is prepared, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse

from amparo.accounts.selectors import names_of
from amparo.cases.access import sees_whole_case
from amparo.cases.compartments import HEALTH, PROTECTION, WHEREABOUTS
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile, read_files
from amparo.cases.links import act_href_if_allowed
from amparo.cases.obstacles import obstacles_if_stated
from amparo.cases.panels import panel_of
from amparo.cases.selectors import last_signer
from amparo.cases.visibility import compartments_read_by
from amparo.law import RULES
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.registry.selectors import siblings_of
from amparo.returns import selectors
from amparo.returns.journey import departure, since_last_journey
from amparo.returns.plan import Plan, arrival_at_destination, current, open_plan, travel_together
from amparo.returns.preparation import reception_of
from amparo.returns.working_days import in_calendar_words
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case

type Row = dict[str, Any]
STATED = {
    "approve_return_plan": {"reason_codes": ["views_of_child"]},
    "execute_return": {"confirmations": ["child_informed", "safe_transport", "arrival_working_day"]},
}
"""What is only stated on the day: the panel tells what else is missing."""
_TONES = {"approved": "done", "rejected": "danger", "expired": "danger", "submitted": "action"}


@panel_of("return")
def return_plan(case: Case, file: CaseFile, by: Actor) -> dict[str, Any] | None:
    """The plan, the preparations and both acts, told before the entries of the place."""
    if not sees_whole_case(by, case.id):
        return None
    now = FactQuery(clock.now())
    plan = current(file)
    plan = None if plan is None or plan.is_over else plan
    approve, _ = obstacles_if_stated("approve_return_plan", case, by, **STATED["approve_return_plan"])
    leave, missing = obstacles_if_stated("execute_return", case, by, **STATED["execute_return"])
    state = plan.state(now.at) if plan else "none"
    left, arrived = departure(file), file.last("receive_return")
    if plan is None and arrived:
        return {"template": "returns/returned.html", "arrived_at": present.there(present.local(arrived.occurred_at, by)),
                "journey_href": reverse("journey", args=[case.id]), "after_href": reverse("case_tab", args=[case.id, "after"]),
                "write_href": act_href_if_allowed("record_return_plan", case.id, by)}  # fmt: skip
    return {
        "template": "returns/return_plan.html",
        "state": label("return_plan", state),
        "tone": _TONES.get(state, "neutral"),
        "plan": _plan(case, file, plan, by) if plan else [],
        "stages": _stages(plan, compute_fact("country_origin", file, now), by) if plan else None,
        "write_href": act_href_if_allowed("record_return_plan", case.id, by),
        "is_on_the_way": left is not None,
        "obstacles": [] if left else [leave] if state == "approved" else [approve, leave] if plan else [approve],
        "preparations": [_prepared(one, case, file, missing, by) for one in PREPARATIONS] if plan and not left else [],
        "journey_href": reverse("journey", args=[case.id]),
    }


def _plan(case: Case, file: CaseFile, plan: Plan, by: Actor) -> list[Row]:
    said = plan.said
    country = compute_fact("country_origin", file, FactQuery(clock.now()))
    arrival = arrival_at_destination(plan, country)
    receivers = [_receiver(one) for one in said.get("receivers", [])]
    documents = [_document(one) for one in said.get("documents", [])]
    return [
        {"key": t("Modalidad", "Mode"), "value": _code("return_mode", said.get("mode"))},
        {"key": t("Llegada, hora de destino", "Arrival, in the time of the destination"),
         "value": present.there(arrival) if arrival else "", "note": f"UTC{arrival:%:z}" if arrival else ""},
        {"key": t("Según el calendario de destino", "By the calendar of the destination"),
         "value": in_calendar_words(arrival, country) if arrival else ""},
        _unless(PROTECTION, t("Destino", "Destination"), said.get("destination"), by),
        _unless(PROTECTION, t("Quiénes reciben", "Who receives"), " · ".join(receivers), by),
        _unless(PROTECTION, t("Quién acompaña", "Who goes along"), _escort(file), by),
        {"key": t("Hermanas y hermanos", "Sisters and brothers"), "value": _siblings(case, plan, by)},
        {"key": t("Documentos que lleva", "Documents taken along"), "value": ", ".join(documents)},
        {"key": t("Equipaje", "Luggage"), "value": said.get("luggage")},
        _unless(HEALTH, t("Medicinas y cuidados", "Medicine and care"), said.get("medicine"), by),
        *_decision(case, plan, by),
    ]  # fmt: skip


def _unless(hidden: Any, key: str, value: Any, by: Actor) -> Row:
    return {"key": key, "value": value, "restricted": hidden not in by.compartments}


def _code(list_name: str, code: str | None) -> str:
    return str(label(list_name, code)) if code else ""


def _receiver(one: dict[str, Any]) -> str:
    rest = [_code("return_party", one["role"]), one.get("where"), one.get("phone")]
    return f"{one['name']} ({', '.join(filter(None, rest))})"


def _document(one: dict[str, Any]) -> str:
    kind = _code("document_type", one["kind"])
    return f"{kind} ({one['carried_by']})" if one.get("carried_by") else kind


def _escort(file: CaseFile) -> str:
    assigned = since_last_journey(file, "record_escort")
    return ", ".join(person["name"] for person in assigned[-1].get("people", [])) if assigned else ""


def _siblings(case: Case, plan: Plan, by: Actor) -> str:
    """Each sister and brother whom the reader sees, and whether their own plan leads to the same place on the same day."""
    cards = siblings_of(case, by=by)
    files = read_files({card.case_id: case.country for card in cards}) if cards else {}
    told = [_sibling(card.name, travel_together(plan, current(files[card.case_id]))) for card in cards]
    return " · ".join(told) or str(t("Ninguno en el sistema", "None in the system"))


def _sibling(name: str, is_together: bool) -> str:
    together = t("su plan coincide", "their plan agrees")
    return f"{name}: {together if is_together else t('su plan no coincide todavía', 'their plan does not agree yet')}"


def _decision(case: Case, plan: Plan, by: Actor) -> Iterable[Row]:
    """Who approved and until when, or why the plan was stopped."""
    if plan.step_reason:
        yield {"key": t("Por qué se detuvo", "Why it was stopped"), "value": plan.step_reason}
    until = selectors.approved_until(plan)
    if plan.approval and until:
        people = [plan.approval.by, last_signer(case, "approve_return_plan")]
        names = names_of({person for person in people if person})
        yield {
            "key": t("Aprobado por", "Approved by"),
            "value": ", ".join(names.get(person, "") for person in people if isinstance(person, UUID)),
            "note": t("Vale hasta {when}", "Holds until {when}", when=present.exact(until, by)),
        }


def _stages(plan: Plan, country: str, by: Actor) -> dict[str, Any]:
    def cell(instant: datetime | None) -> str:
        return present.there(instant) if instant else ""

    rows = [
        [f"{one['from_place']} → {one['to_place']}", _code("travel_means", one.get("transport")),
         cell(one["departs_at"]), cell(one["arrives_at"])]
        for one in selectors.stages_there(plan, country)
    ]  # fmt: skip
    return {
        "columns": [{"label": t("Etapa", "Stage")}, {"label": t("En qué", "By what")}, {"label": t("Salida", "Departure")},
                    {"label": t("Llegada", "Arrival")}],
        "rows": rows,
        "restricted": WHEREABOUTS not in by.compartments,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preparation:
    """Something that must stand on the day: the reasons that tell it is missing, and where it is written."""

    title: str
    codes: frozenset[str]
    act: str
    told: Callable[[CaseFile], str]
    until: Callable[[CaseFile], datetime | date | None] = lambda file: None


def _fact_in_words(name: str, list_name: str) -> Callable[[CaseFile], str]:
    return lambda file: _code(list_name, compute_fact(name, file, FactQuery(clock.now())))


def _agreed(file: CaseFile) -> str:
    agreed = reception_of(file)
    hour = present.there(datetime.fromisoformat(agreed.received_at)) if agreed.received_at else ""
    other = (
        ""
        if agreed.is_for_the_day_of(open_plan(file))
        else str(t("el plan dice otro día", "the plan names another day"))
    )
    return " · ".join(filter(None, (_code("origin_reception", agreed.state), hour, other)))


def _document_until(file: CaseFile) -> date | None:
    last = file.last_with("expires_on", "record_travel_document")
    return date.fromisoformat(last["expires_on"]) if last else None


def _nothing(file: CaseFile) -> str:
    return ""


PREPARATIONS = (
    Preparation(t("La niña, niño o adolescente está de acuerdo", "The child agrees"),
                frozenset({"child_not_heard", "child_disagrees"}), "record_views", _nothing),
    Preparation(t("Recepción en origen", "Reception in origin"), frozenset({"reception_not_confirmed"}),
                "record_reception_accepted", _agreed),
    Preparation(t("Con quién queda, evaluado", "With whom the child will be, vetted"), frozenset({"receiver_not_vetted"}),
                "record_reception_accepted", _fact_in_words("receiver_kind", "receiver_kind")),
    Preparation(t("Documento de viaje", "Travel document"), frozenset({"document_missing"}), "record_travel_document",
                _fact_in_words("travel_document", "travel_document"), _document_until),
    Preparation(t("Apta o apto para viajar", "Fit to travel"), frozenset({"not_fit_to_travel", "medical_opinion_missing"}),
                "record_fitness_to_travel", _nothing, selectors.fit_until),
    Preparation(t("Acompañamiento", "Escort"), frozenset({"escort_missing", "escort_waived"}), "record_escort",
                _fact_in_words("escort", "escort")),
    Preparation(t("Suspensiones judiciales", "Judicial stays"), frozenset({"stay_order", "stay_check_stale"}),
                "record_stay_check", _nothing, selectors.stay_checked_until),
    Preparation(t("Expediente enviado a origen", "File sent to origin"), frozenset({"file_not_transferred"}),
                "share_with_origin", _nothing),
    Preparation(t("Nada cambió", "Nothing changed"), frozenset({"changed_circumstances"}),
                "record_circumstances_checked", _nothing),
)  # fmt: skip
_REST_ON = {rule.code: compartments_read_by(rule.id) for rule in RULES.values() if "execute_return" in rule.guards}


def _prepared(one: Preparation, case: Case, file: CaseFile, missing: frozenset[str], by: Actor) -> dict[str, Any]:
    """One preparation: done unless the law names it as missing; restricted where the reader may not know."""
    until = one.until(file)
    return {
        "title": one.title,
        "restricted": not all(by.reads(_REST_ON[code]) for code in one.codes),
        "done": not one.codes & missing,
        "told": one.told(file),
        "until": _until(until, by),
        "href": act_href_if_allowed(one.act, case.id, by),
    }


def _until(until: datetime | date | None, by: Actor) -> str:
    if until is None:
        return ""
    return present.exact(until, by) if isinstance(until, datetime) else present.day(until.isoformat())
