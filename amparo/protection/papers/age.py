"""The paper of an age determination: doubt, guarantees, steps, decision."""

from __future__ import annotations

from amparo.cases.act import ACTS
from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile
from amparo.cases.papers.entries import sections_from, sections_of
from amparo.cases.papers.shape import Reading, Section
from amparo.ledger import clock
from amparo.ledger.codes import label
from amparo.ledger.days import local_day
from amparo.ledger.text import t
from amparo.protection.age_procedures import PROCEDURE, AgeProcedure, age_status, list_procedures
from amparo.registry.age import age_words
from amparo.registry.projection import child_birth
from amparo.ui.forms.shape import shapes_of

_PRESUMPTION = t(
    "Mientras haya duda, y mientras la decisión se pueda impugnar, se le trata como niña, niño o adolescente: no se le "
    "detiene ni se le retorna como persona adulta (CRC GC6 31(i); JGC4/23 4).",
    "While there is doubt, and while the decision can be contested, the person is treated as a child: they are not "
    "detained, nor returned as an adult (CRC GC6 31(i); JGC4/23 4).",
)


def build_age_sections(reading: Reading) -> list[Section]:
    """Return how the age counts now, the procedure, then a printed decision."""
    procedures = list_procedures(reading.file_then)
    procedure = procedures[-1] if procedures else AgeProcedure()
    act = ACTS[PROCEDURE]
    body = procedure.answers | {"steps": procedure.steps}
    written = sections_from(act, shapes_of(act.Input), body, reading.by) if procedure.entries else []
    decision = [] if reading.entry.act == PROCEDURE else sections_of(reading.entry, reading.by)
    return [_build_state_section(reading), *written, *decision]


def _build_state_section(reading: Reading) -> Section:
    status = str(label("age_status", age_status(reading.file, FactQuery(clock.now()))))
    rows = (
        (str(t("Cómo cuenta hoy", "How it counts today")), status),
        (str(t("Edad antes", "Age before")), _describe_age(reading.file_before, reading)),
        (str(t("Edad desde entonces", "Age since then")), _describe_age(reading.file_then, reading)),
    )
    return Section(t("Edad", "Age"), rows, (str(_PRESUMPTION),))


def _describe_age(file: CaseFile, reading: Reading) -> str:
    return str(age_words(child_birth(file), local_day(reading.entry.occurred_at)))
