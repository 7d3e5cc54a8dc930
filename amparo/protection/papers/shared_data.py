"""Groups of data that a paper can share: whereabouts, custody, needs."""

from __future__ import annotations

from amparo.cases.compartments import WHEREABOUTS
from amparo.cases.papers.shape import Reading, Section
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.protection.placements import current_placement
from amparo.registry.papers.shared_data import add_answers_group, add_data_group

_PLACE_QUESTIONS = (("provider_name", t("Lugar", "Place")), ("where", t("Dirección", "Address")))


def _build_whereabouts_section(reading: Reading) -> Section:
    placement = current_placement(reading.file_then)
    rows = [
        (str(question), str(placement[name]))
        for name, question in _PLACE_QUESTIONS
        if placement and placement.get(name)
    ]
    return Section("", tuple(rows), (), not reading.by.may_read(frozenset({WHEREABOUTS})))


def _build_custody_section(reading: Reading) -> Section:
    custody = reading.file_then.latest("custody")
    holder = str(label("custody", custody)) if custody else ""
    return Section("", ((str(t("Quién le tiene", "Who has the child")), holder),) if holder else ())


add_data_group("location", _build_whereabouts_section)
add_data_group("custody_status", _build_custody_section)
add_answers_group("health_urgent", "record_urgent_needs")
add_answers_group("asylum", "record_international_protection")
add_answers_group("trafficking", "record_trafficking_status")
