"""Papers of the way home: the plan, the hand-over, the reception, the reunification."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from amparo.cases.act import ACTS
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import Entry
from amparo.cases.papers.entries import latest, sections_from, sections_of
from amparo.cases.papers.shape import Reading, Section
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.returns.journey import receptions
from amparo.returns.plan import SAID, Plan, arrival_at_destination, current, plans
from amparo.ui import present
from amparo.ui.forms.shape import shapes_of

_HOME = ("home_assessment", "home_country", "place", "conditions", "caregiver", "relation", "caregiver_willing_able")


def is_handover(entry: Entry) -> bool:
    """A record of hand-over, or the stage of a journey at which the child was handed over."""
    return entry.act == "record_handover" or entry.get("stage") == "handed_over"


def plan(reading: Reading) -> list[Section]:
    """How far the plan came, then the plan as written until then, then on which grounds it was approved."""
    found, by = current(reading.then), reading.by
    if found is None:
        return []
    approved_at = present.minute(found.approval.occurred_at, by) if found.approval else ""
    there = _at_the_destination(reading, found)
    state = (
        (str(t("Estado", "State")), str(label("return_plan", found.state(_used_at(reading, found))))),
        (str(t("Aprobado", "Approved")), approved_at),
        (str(t("Horas del viaje", "Hours of the journey")), _hours(found, reading, there)),
    )
    declared = ACTS["record_return_plan"]
    said = sections_from(declared, [s for s in shapes_of(declared.Input) if s.name in SAID], found.said, there)
    grounds = sections_of(reading.entry, by) if reading.entry.act == "approve_return_plan" else []
    return [Section(t("Estado del plan", "State of the plan"), state), *said, *grounds]


def _used_at(reading: Reading, found: Plan) -> datetime:
    """When the child left on this plan: what was carried out does not expire afterwards. Now, if nobody left on it."""
    same = next((one for one in plans(reading.file) if one.entries[0] == found.entries[0]), found)
    return same.departure.occurred_at if same.departure else clock.now()


def _at_the_destination(reading: Reading, found: Plan) -> Actor:
    """Its reader, as if they stood where the child arrives: it is there that the hours of the journey are read."""
    arrival = arrival_at_destination(found, compute_fact("country_origin", reading.then, FactQuery(clock.now())))
    zone = arrival.tzinfo if arrival else None
    return replace(reading.by, zone=zone.key) if isinstance(zone, ZoneInfo) else reading.by


def _hours(found: Plan, reading: Reading, there: Actor) -> str:
    if found.arrives_at is None:
        return ""
    offset = f"UTC{present.local(found.arrives_at, there):%:z}"
    return (
        offset
        if there is reading.by
        else str(t("Las de destino, {offset}", "Those of the destination, {offset}", offset=offset))
    )


def handover(reading: Reading) -> list[Section]:
    """What was written at the hand-over."""
    return sections_of(reading.entry, reading.by)


def reception(reading: Reading) -> list[Section]:
    """With whom the child went, then what was checked and heard at the reception."""
    own = sections_of(reading.entry, reading.by)
    if reading.entry.act == "record_reception":
        return own
    custody = str(label("custody", reading.entry.get("custody", "")))
    head = Section(t("Recepción", "Reception"), ((str(t("Queda con", "Now with")), custody),))
    checked = [section for entry in receptions(reading.before) for section in sections_of(entry, reading.by)]
    return [head, *own, *checked]


def reunification(reading: Reading) -> list[Section]:
    """With whom and why, then what is known of the home."""
    declared = ACTS["record_home_assessment"]
    body = latest(reading.then, _HOME, declared.code)
    shapes = [shape for shape in shapes_of(declared.Input) if shape.name in _HOME]
    return sections_of(reading.entry, reading.by) + sections_from(declared, shapes, body, reading.by)
