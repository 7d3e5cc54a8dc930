"""What protection adds to the data that a paper passes on: where the child is, who has the child, needs for protection."""

from __future__ import annotations

from amparo.cases.compartments import WHEREABOUTS
from amparo.cases.papers.shape import Reading, Section
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.protection.placements import placement_of
from amparo.registry.papers.shared_data import answers_to, group_of_data


def _whereabouts(reading: Reading) -> Section:
    placement = placement_of(reading.then)
    rows = [
        (str(words), str(placement[name]))
        for name, words in (("provider_name", t("Lugar", "Place")), ("where", t("Dirección", "Address")))
        if placement and placement.get(name)
    ]
    return Section("", tuple(rows), (), not reading.by.reads(frozenset({WHEREABOUTS})))


def _custody(reading: Reading) -> Section:
    custody = reading.then.latest("custody")
    holder = str(label("custody", custody)) if custody else ""
    return Section("", ((str(t("Quién le tiene", "Who has the child")), holder),) if holder else ())


group_of_data("location", _whereabouts)
group_of_data("custody_status", _custody)
group_of_data("health_urgent", answers_to(("record_urgent_needs",)))
group_of_data(
    "asylum",
    answers_to(
        ("record_international_protection",), "asylum", "decision_reference", "fear_of_return", "persecution_agent",
        "feared_countries",
    ),
)  # fmt: skip
group_of_data(
    "trafficking",
    answers_to(("record_trafficking_status",), "trafficking", "decided_by", "decision_reference", "purposes"),
)
