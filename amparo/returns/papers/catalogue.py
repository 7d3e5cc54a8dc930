"""Papers of return, reunification and what follows."""

from amparo.cases.papers.catalogue import AUTHORITY, CHILD, GUARDIAN, RECEIVER, SUPERVISOR, declare_papers
from amparo.cases.papers.shape import Paper
from amparo.law import DEADLINES
from amparo.ledger.text import t
from amparo.returns.papers import after, journey

_FOLLOWUP_DEADLINES = tuple(code for code in DEADLINES if code.startswith("followup_"))

declare_papers(
    Paper(
        "return-plan",
        t("Plan de retorno", "Return plan"),
        ("approve_return_plan", "record_return_plan"),
        journey.build_plan_sections,
        signers=(AUTHORITY, SUPERVISOR, GUARDIAN, CHILD),
        law=("approve_return_plan",),
    ),
    Paper(
        "handover-record",
        t("Acta de entrega", "Hand-over record"),
        ("record_handover", "record_travel_stage"),
        journey.build_handover_sections,
        signers=(t("Quien entrega", "Who hands over"), RECEIVER),
        law=("transfer_custody",),
        is_of=journey.is_handover,
    ),
    Paper(
        "reception-record",
        t("Acta de recepción", "Reception record"),
        ("receive_return", "record_reception"),
        journey.build_reception_sections,
        signers=(t("Quien recibe", "Who receives"), t("Persona cuidadora", "Caregiver")),
        law=("receive_return",),
    ),
    Paper(
        "reunification",
        t("Reunificación familiar", "Family reunification"),
        ("reunify",),
        journey.build_reunification_sections,
        signers=(AUTHORITY, t("Familia que recibe", "Receiving family"), CHILD),
        law=("reunify",),
    ),
    Paper(
        "follow-up",
        t("Seguimiento", "Follow-up"),
        ("record_followup",),
        after.build_followup_sections,
        signers=(t("Quien dio seguimiento", "Who followed up"), CHILD),
        deadlines=_FOLLOWUP_DEADLINES,
    ),
    Paper(
        "closure",
        t("Cierre del expediente", "Closure of the case"),
        ("close_case",),
        after.build_closure_sections,
        signers=(AUTHORITY, SUPERVISOR, CHILD),
        law=("close_case",),
    ),
)
