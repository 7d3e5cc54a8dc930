"""Every kind of paper."""

from __future__ import annotations

from amparo.core.file import CaseFile, Entry
from amparo.core.text import t
from amparo.law import DEADLINES
from amparo.web.papers import after, best_interests, protection, sent, way_home
from amparo.web.papers.shape import Paper

_AUTHORITY = t("Autoridad de protección", "Protection authority")
_GUARDIAN = t("Tutora o tutor", "Guardian")
_RECEIVER = t("Quien recibe", "Receiver")
_CHILD = t("Niña, niño o adolescente", "Child")
_FOLLOWUPS = tuple(code for code in DEADLINES if code.startswith("followup_"))

PAPERS: dict[str, Paper] = {
    paper.slug: paper
    for paper in (
        Paper(
            "screening-sheet", t("Hoja de tamizaje", "Screening sheet"), ("complete_screening", "screen"),
            protection.screening, (t("Quien entrevistó", "Interviewer"),), law=("complete_screening",),
        ),
        Paper(
            "guardian-appointment", t("Designación de tutela", "Appointment of a guardian"), ("appoint_guardian",),
            protection.guardian, (_AUTHORITY, _GUARDIAN), law=("appoint_guardian",),
        ),
        Paper(
            "assessment", t("Evaluación del interés superior", "Best interests assessment"), ("complete_bia",),
            best_interests.assessment, (t("Quien evaluó", "Assessor"), t("Supervisión", "Supervisor")),
            law=("complete_bia",),
        ),
        Paper(
            "determination", t("Determinación del interés superior", "Best interests determination"), ("decide_bid",),
            best_interests.determination, (t("Preside", "Chair"), _GUARDIAN, t("Supervisión", "Supervisor")),
            law=("decide_bid",), deadlines=("bid_notify", "remedy_window"),
        ),
        Paper(
            "placement-order", t("Orden de cuidado alternativo", "Order of alternative care"), ("place_in_care",),
            protection.placement, (_AUTHORITY, _RECEIVER), law=("place_in_care",),
        ),
        Paper(
            "referral-asylum", t("Derivación", "Referral"), ("refer_asylum",), sent.request, (_AUTHORITY, _RECEIVER),
            law=("refer_asylum",), is_sent=True,
        ),
        Paper(
            "referral-protection", t("Derivación", "Referral"), ("refer_trafficking",), sent.request,
            (_AUTHORITY, _RECEIVER), law=("refer_trafficking",), is_sent=True,
        ),
        Paper(
            "referral", t("Derivación", "Referral"), ("share_with_agency",), sent.request, (_AUTHORITY, _RECEIVER),
            law=("share_with_agency",), is_sent=True,
        ),
        Paper(
            "consular-notification", t("Notificación consular", "Consular notification"), ("notify_consulate",),
            sent.request, (_AUTHORITY,), law=("notify_consulate",), is_sent=True,
        ),
        Paper(
            "return-plan", t("Plan de retorno", "Return plan"), ("approve_return_plan", "record_return_plan"),
            way_home.plan, (_AUTHORITY, t("Supervisión", "Supervisor"), _GUARDIAN, _CHILD), law=("approve_return_plan",),
        ),
        Paper(
            "handover-record", t("Acta de entrega", "Hand-over record"), ("record_handover", "record_travel_stage"),
            way_home.handover, (t("Quien entrega", "Who hands over"), _RECEIVER), law=("transfer_custody",),
            is_of=way_home.is_handover,
        ),
        Paper(
            "reception-record", t("Acta de recepción", "Reception record"), ("receive_return", "record_reception"),
            way_home.reception, (t("Quien recibe", "Who receives"), t("Persona cuidadora", "Caregiver")),
            law=("receive_return",),
        ),
        Paper(
            "reunification", t("Reunificación familiar", "Family reunification"), ("reunify",),
            way_home.reunification, (_AUTHORITY, t("Familia que recibe", "Receiving family"), _CHILD), law=("reunify",),
        ),
        Paper(
            "follow-up", t("Seguimiento", "Follow-up"), ("record_followup",), after.followup,
            (t("Quien dio seguimiento", "Who followed up"), _CHILD), deadlines=_FOLLOWUPS,
        ),
        Paper(
            "closure", t("Cierre del expediente", "Closure of the case"), ("close_case",), after.closure,
            (_AUTHORITY, t("Supervisión", "Supervisor"), _CHILD), law=("close_case",),
        ),
    )
}  # fmt: skip
_BY_ACT = {act: paper for paper in PAPERS.values() for act in paper.acts}


def available(file: CaseFile) -> list[tuple[Paper, Entry]]:
    """The papers whose act is on file, each with its latest entry."""
    return [(paper, entries[-1]) for paper in PAPERS.values() if (entries := paper.entries(file))]


def paper_of(entry: Entry) -> Paper | None:
    """The paper that can be printed of an entry, if there is one."""
    paper = _BY_ACT.get(entry.act)
    return paper if paper and paper.is_of(entry) else None
