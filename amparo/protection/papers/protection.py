"""Papers of protection: screening, guardian, place of care."""

from __future__ import annotations

from datetime import datetime

from amparo.cases.compartments import HEALTH, PROTECTION, TRAFFICKING, WHEREABOUTS
from amparo.cases.papers.shape import NOTHING, Reading, Section
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.protection.selectors import placement_order, screening_sheet
from amparo.ui import present

_SHEET = frozenset({PROTECTION, TRAFFICKING, HEALTH})
_ORDER = frozenset({PROTECTION, WHEREABOUTS})


def screening(reading: Reading) -> list[Section]:
    """What it came to, then each group with its answers."""
    sheet = screening_sheet(reading.then, by=reading.by)
    conclusion = (
        (str(t("Perfiles", "Profiles")), ", ".join(sheet["profiles"])),
        (str(t("Derivaciones propuestas", "Proposed referrals")), ", ".join(sheet["referrals"])),
        (str(t("Sin responder", "Not answered")), ", ".join(sheet["unanswered"])),
    )
    answered = [
        Section(
            part["title"],
            tuple((one["text"], " · ".join(filter(None, (one["answer"], one["note"])))) for one in part["answers"]),
        )
        for part in sheet["sections"]
        if part["answers"]
    ]
    return [Section(t("Conclusión", "Conclusion"), conclusion, (), not reading.by.reads(_SHEET)), *answered]


def guardian(reading: Reading) -> list[Section]:
    """Who was appointed, how and on which basis."""
    entry = reading.entry
    conflict = entry.get("guardian_conflict")
    rows = (
        (str(t("Tutora o tutor", "Guardian")), entry.get("guardian_name", "")),
        (str(t("Tipo de tutela", "Kind of guardianship")), str(label("guardian_kind", entry["guardian_kind"]))),
        (str(t("Base legal", "Legal basis")), str(label("legal_basis", entry.get("legal_basis", "none")))),
        (str(t("Cuál, y por qué aplica", "Which one, and why it applies")), entry.get("legal_basis_reason", "")),
        (str(t("Conflicto de interés", "Conflict of interest")), str(label("yes_no_unknown", conflict)) if conflict else ""),
    )  # fmt: skip
    duties = t(
        "La tutora o el tutor representa a la niña, niño o adolescente, le escucha y vela por su interés superior en toda decisión.",
        "The guardian represents the child, hears them, and watches over their best interests in every decision.",
    )
    lawyer = reading.then.last_with("lawyer_name", "record_legal_representation")
    represented = str(lawyer["lawyer_name"]) if lawyer else str(NOTHING)
    return [
        Section(t("Designación", "Appointment"), rows, (str(duties), entry.get("note", ""))),
        Section(t("Representación legal", "Legal representation"), ((str(t("Abogada o abogado", "Lawyer")), represented),)),
    ]  # fmt: skip


def placement(reading: Reading) -> list[Section]:
    """The order, and which less restrictive options were excluded."""
    order, by = placement_order(reading.then), reading.by
    is_hidden = not by.reads(_ORDER)
    no_detention = t(
        "El lugar es de puertas abiertas. Ninguna niña, niño o adolescente puede ser detenido por su situación migratoria.",
        "The place has open doors. No child may be detained for their migration situation.",
    )
    if order is None:
        return [Section(t("Orden", "Order"), (), (str(no_detention),), is_hidden)]
    rows = (
        (str(t("Lugar de cuidado", "Place of care")), order["provider"]),
        (str(t("Tipo", "Kind")), order["placement_type"]),
        (str(t("Desde", "Since")), present.minute(datetime.fromisoformat(order["since"]), by)),
        (str(t("Base legal", "Legal basis")), order["legal_basis"]),
        (str(t("Motivo", "Reason")), order["legal_basis_reason"]),
        (str(t("Hermanas y hermanos", "Sisters and brothers")), order["siblings"]),
        (str(t("Motivo", "Reason")), order["siblings_reason"]),
        (str(t("Indicaciones", "Instructions")), order["instructions"]),
    )
    discarded = tuple((one["option"], f"{one['why_not']} · {one['reason']}") for one in order["discarded"])
    found = [Section(t("Orden", "Order"), rows, (str(no_detention),), is_hidden)]
    return [*found, Section(t("Opciones descartadas", "Options excluded"), discarded)] if discarded else found
