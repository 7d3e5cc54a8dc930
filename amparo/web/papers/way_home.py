"""Papers of the way home: the plan, the hand-over, the reception, the reunification."""

from __future__ import annotations

from amparo.core import clock
from amparo.core.acts import ACTS
from amparo.core.codes import label
from amparo.core.file import Entry
from amparo.core.text import t
from amparo.returns.journey import receptions
from amparo.returns.plan import SAID, current
from amparo.web import present
from amparo.web.forms.shape import shapes_of
from amparo.web.papers.entries import latest, sections_from, sections_of
from amparo.web.papers.shape import Reading, Section

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
    state = (
        (str(t("Estado", "State")), str(label("return_plan", found.state(clock.now())))),
        (str(t("Aprobado", "Approved")), approved_at),
    )
    declared = ACTS["record_return_plan"]
    said = sections_from(declared, [s for s in shapes_of(declared.Input) if s.name in SAID], found.said, by)
    grounds = sections_of(reading.entry, by) if reading.entry.act == "approve_return_plan" else []
    return [Section(t("Estado del plan", "State of the plan"), state), *said, *grounds]


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
