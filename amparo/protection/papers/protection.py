"""Papers of protection: screening, guardian, place of care."""

from __future__ import annotations

from amparo.cases.act import ACTS
from amparo.cases.answers import answer_rows
from amparo.cases.compartments import HEALTH, PROTECTION, TRAFFICKING, WHEREABOUTS
from amparo.cases.papers.shape import NOTHING, Reading, Section
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.selectors.care import PlacementOrder, placement_order
from amparo.protection.selectors.screening import SheetRow, screening_sheet
from amparo.ui import present

_SHEET_COMPARTMENTS = frozenset({PROTECTION, TRAFFICKING, HEALTH})
_ORDER_COMPARTMENTS = frozenset({PROTECTION, WHEREABOUTS})
_GUARDIAN_DUTIES = t(
    "La tutora o el tutor representa a la niña, niño o adolescente, le escucha y vela por su interés superior "
    "en toda decisión.",
    "The guardian represents the child, hears them, and watches over their best interests in every decision.",
)
_NO_DETENTION = t(
    "El lugar es de puertas abiertas. Ninguna niña, niño o adolescente puede ser detenido por su situación migratoria.",
    "The place has open doors. No child may be detained for their migration situation.",
)


def build_screening_sections(reading: Reading) -> list[Section]:
    """Return what the screening proposes, then each section with its answers."""
    sheet = screening_sheet(reading.file_then, by=reading.by)
    conclusion = (
        (str(t("Perfiles", "Profiles")), ", ".join(sheet.profiles)),
        (str(t("Derivaciones propuestas", "Proposed referrals")), ", ".join(sheet.referrals)),
        (str(t("Sin responder", "Not answered")), ", ".join(sheet.unanswered)),
    )
    is_restricted = not reading.by.may_read(_SHEET_COMPARTMENTS)
    answered = [section for section in sheet.sections if section.rows]
    return [
        Section(t("Conclusión", "Conclusion"), conclusion, (), is_restricted),
        Section(t("Lo que se preguntó y se concluyó", "What was asked and concluded"), _list_stated(reading)),
        *(Section(section.title, tuple(_build_answer_row(row) for row in section.rows)) for section in answered),
    ]


def _list_stated(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what was stated beside the signs, each as last said.

    Danger, fear, the companion, the judgement on trafficking.
    """
    stated: JsonObject = {}
    for entry in reading.file_then.all("screen"):
        stated |= entry.body
    rows = answer_rows(ACTS["screen"], stated, reading.by, reading.case.id)
    return tuple((str(row["key"]), str(row["value"])) for row in rows)


def _build_answer_row(row: SheetRow) -> tuple[str, str]:
    return row.text, " · ".join(filter(None, (row.answer, row.note)))


def build_guardian_sections(reading: Reading) -> list[Section]:
    """Return who was appointed as guardian, how, on which basis; and the lawyer."""
    entry = reading.entry
    conflict = entry.get("guardian_conflict")
    conflict_text = str(label("yes_no_unknown", conflict)) if conflict else ""
    rows = (
        (str(t("Tutora o tutor", "Guardian")), entry.get("guardian_name", "")),
        (str(t("Tipo de tutela", "Kind of guardianship")), str(label("guardian_kind", entry["guardian_kind"]))),
        (str(t("Base legal", "Legal basis")), str(label("legal_basis", entry.get("legal_basis", "none")))),
        (str(t("Cuál, y por qué aplica", "Which one, and why it applies")), entry.get("legal_basis_reason", "")),
        (str(t("Conflicto de interés", "Conflict of interest")), conflict_text),
    )
    lawyer = reading.file_then.last_with("lawyer_name", "record_legal_representation")
    lawyer_name = str(lawyer["lawyer_name"]) if lawyer else str(NOTHING)
    lawyer_row = (str(t("Abogada o abogado", "Lawyer")), lawyer_name)
    return [
        Section(t("Designación", "Appointment"), rows, (str(_GUARDIAN_DUTIES), entry.get("note", ""))),
        Section(t("Representación legal", "Legal representation"), (lawyer_row,)),
    ]


def build_placement_sections(reading: Reading) -> list[Section]:
    """Return the order of placement, and the less restrictive options not used."""
    order = placement_order(reading.file_then)
    rows = _build_order_rows(order, reading) if order else ()
    is_restricted = not reading.by.may_read(_ORDER_COMPARTMENTS)
    sections = [Section(t("Orden", "Order"), rows, (str(_NO_DETENTION),), is_restricted)]
    if order and order.discarded:
        discarded = tuple((option.option, f"{option.why_not} · {option.reason}") for option in order.discarded)
        sections.append(Section(t("Opciones descartadas", "Options excluded"), discarded))
    return sections


def _build_order_rows(order: PlacementOrder, reading: Reading) -> tuple[tuple[str, str], ...]:
    return (
        (str(t("Lugar de cuidado", "Place of care")), order.provider),
        (str(t("Tipo", "Kind")), order.placement_type),
        (str(t("Desde", "Since")), present.format_minute(order.since, reading.by)),
        (str(t("Base legal", "Legal basis")), order.legal_basis),
        (str(t("Motivo", "Reason")), order.legal_basis_reason),
        (str(t("Hermanas y hermanos", "Sisters and brothers")), order.siblings),
        (str(t("Motivo", "Reason")), order.siblings_reason),
        (str(t("Indicaciones", "Instructions")), order.instructions),
    )
