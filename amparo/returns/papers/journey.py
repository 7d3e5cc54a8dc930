"""Papers of a return and of a reunification.

The plan, the hand-over and the reception.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from amparo.cases.act import ACTS
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import Entry
from amparo.cases.papers.entries import latest_answers, sections_from, sections_of
from amparo.cases.papers.shape import Reading, Section
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.returns.journey import current_receptions
from amparo.returns.plan import PLAN_FIELDS, Plan, arrival_at_destination, latest_plan, list_plans
from amparo.returns.voluntariness import describe_voluntariness, latest_wishes
from amparo.ui import present
from amparo.ui.forms.shape import shapes_of

_VOIDED = t("Aprobación anulada", "Approval voided")
_NOBODY_TRAVELS = t(
    "Esta aprobación ya no vale: el plan cambió o se detuvo. Nadie viaja con este papel.",
    "This approval no longer holds: the plan changed or was stopped. Nobody travels on this paper.",
)
_NO_SUBSTITUTE = t(
    "Querer volver no sustituye la determinación, y se puede retirar en cualquier momento, también en el camino.",
    "To want to return replaces no determination, and can be withdrawn at any time, on the way too.",
)
_HOME_FIELDS = (
    "home_assessment", "home_country", "place", "conditions", "caregiver", "relation", "caregiver_willing_able",
)  # fmt: skip


def is_handover(entry: Entry) -> bool:
    """Return whether an entry records a hand-over, by itself or on a journey."""
    return entry.act == "record_handover" or entry.get("stage") == "handed_over"


def build_plan_sections(reading: Reading) -> list[Section]:
    """Return the state of the plan, its parts, and the grounds of its approval."""
    plan, by = latest_plan(reading.file_then), reading.by
    if plan is None:
        return []
    destination_reader = _set_destination_zone(reading, plan)
    act = ACTS["record_return_plan"]
    shapes = [shape for shape in shapes_of(act.Input) if shape.name in PLAN_FIELDS]
    answers = sections_from(act, shapes, plan.answers, destination_reader)
    grounds = sections_of(reading.entry, by) if reading.entry.act == "approve_return_plan" else []
    state = _build_state_section(reading, plan, destination_reader)
    return [state, *answers, _build_wish_section(reading, plan), *grounds]


def _build_wish_section(reading: Reading, plan: Plan) -> Section:
    """Return whether the return is voluntary, and the latest wish of each person."""
    wishes = latest_wishes(reading.file_then)
    rows = [(str(label("return_wish_of", whose)), _describe_wish(entry, reading.by)) for whose, entry in wishes.items()]
    noted = (str(t("Voluntariedad", "Voluntariness")), describe_voluntariness(reading.file, plan.answers))
    return Section(t("Voluntad de volver", "Wish to return"), (noted, *rows), (str(_NO_SUBSTITUTE),))


def _describe_wish(entry: Entry, by: Actor) -> str:
    parts = [label("return_wish", entry["wish"]), present.format_minute(entry.occurred_at, by)]
    if entry.get("language"):
        parts.append(label("language", entry["language"]))
    return " · ".join(str(part) for part in parts)


def _build_state_section(reading: Reading, plan: Plan, destination_reader: Actor) -> Section:
    approved_at = present.format_minute(plan.approval.occurred_at, reading.by) if plan.approval else ""
    voided = _find_voiding_entry(reading, plan)
    state = _VOIDED if voided else label("return_plan", plan.state(_find_instant_of_use(reading, plan)))
    rows = (
        (str(t("Estado", "State")), str(state)),
        (str(t("Aprobado", "Approved")), approved_at),
        (str(t("Anulado", "Voided")), present.format_minute(voided.occurred_at, reading.by) if voided else ""),
        (str(t("Horas del viaje", "Hours of the journey")), _describe_time_zone(plan, reading, destination_reader)),
    )
    return Section(t("Estado del plan", "State of the plan"), rows, (str(_NOBODY_TRAVELS),) if voided else ())


def _find_voiding_entry(reading: Reading, plan: Plan) -> Entry | None:
    """Return the entry that voided the approval that is printed.

    None while it holds, and where the child departed under it before.
    """
    later = _find_in_whole_file(reading, plan)
    voiding = later.voided.get(plan.approval.id) if plan.approval else None
    was_used = voiding is not None and later.departure is not None and later.departure.seq < voiding.seq
    return None if was_used else voiding


def _find_in_whole_file(reading: Reading, plan: Plan) -> Plan:
    """Return the plan as it is by now."""
    return next((each for each in list_plans(reading.file) if each.entries[0] == plan.entries[0]), plan)


def _find_instant_of_use(reading: Reading, plan: Plan) -> datetime:
    """Return when the child departed under this plan; now, if they did not.

    A plan that was used does not expire afterwards.
    """
    departure = _find_in_whole_file(reading, plan).departure
    return departure.occurred_at if departure else clock.now()


def _set_destination_zone(reading: Reading, plan: Plan) -> Actor:
    """Return the reader with the time zone of the destination, for the hours shown."""
    arrival = arrival_at_destination(plan, compute_fact("country_origin", reading.file_then, FactQuery(clock.now())))
    zone = arrival.tzinfo if arrival else None
    return replace(reading.by, zone=zone.key) if isinstance(zone, ZoneInfo) else reading.by


def _describe_time_zone(plan: Plan, reading: Reading, destination_reader: Actor) -> str:
    if plan.arrives_at is None:
        return ""
    offset = f"UTC{present.to_local(plan.arrives_at, destination_reader):%:z}"
    if destination_reader is reading.by:
        return offset
    return str(t("Las de destino, {offset}", "Those of the destination, {offset}", offset=offset))


def build_handover_sections(reading: Reading) -> list[Section]:
    """Return what was recorded at the hand-over."""
    return sections_of(reading.entry, reading.by)


def build_reception_sections(reading: Reading) -> list[Section]:
    """Return who has the child, then what was checked and said at the reception."""
    own_sections = sections_of(reading.entry, reading.by)
    if reading.entry.act == "record_reception":
        return own_sections
    custody = str(label("custody", reading.entry.get("custody", "")))
    head = Section(t("Recepción", "Reception"), ((str(t("Queda con", "Now with")), custody),))
    records = current_receptions(reading.file_before)
    checks = [section for entry in records for section in sections_of(entry, reading.by)]
    return [head, *own_sections, *checks]


def build_reunification_sections(reading: Reading) -> list[Section]:
    """Return with whom and why, then what is known of the home."""
    act = ACTS["record_home_assessment"]
    answers = latest_answers(reading.file_then, _HOME_FIELDS, act.code)
    shapes = [shape for shape in shapes_of(act.Input) if shape.name in _HOME_FIELDS]
    return sections_of(reading.entry, reading.by) + sections_from(act, shapes, answers, reading.by)
