"""Papers of protection."""

from amparo.cases.papers.catalogue import AUTHORITY, CHILD, GUARDIAN, RECEIVER, SUPERVISOR, declare_papers
from amparo.cases.papers.shape import Paper
from amparo.ledger.text import t
from amparo.protection.papers import age, best_interests, protection
from amparo.registry.papers.shared_data import request_sections

_REFERRAL = t("Derivación", "Referral")

declare_papers(
    Paper(
        "screening-sheet",
        t("Hoja de tamizaje", "Screening sheet"),
        ("complete_screening", "screen"),
        protection.build_screening_sections,
        signers=(t("Quien entrevistó", "Interviewer"),),
        law=("complete_screening",),
    ),
    Paper(
        "guardian-appointment",
        t("Designación de tutela", "Appointment of a guardian"),
        ("appoint_guardian",),
        protection.build_guardian_sections,
        signers=(AUTHORITY, GUARDIAN),
        law=("appoint_guardian",),
    ),
    Paper(
        "assessment",
        t("Evaluación del interés superior", "Best interests assessment"),
        ("complete_bia",),
        best_interests.build_assessment_sections,
        signers=(t("Quien evaluó", "Assessor"), SUPERVISOR),
        law=("complete_bia",),
    ),
    Paper(
        "determination",
        t("Determinación del interés superior", "Best interests determination"),
        ("decide_bid",),
        best_interests.build_determination_sections,
        signers=(t("Preside", "Chair"), GUARDIAN, SUPERVISOR),
        law=("decide_bid",),
        deadlines=("bid_notify", "remedy_window"),
    ),
    Paper(
        "age-determination",
        t("Determinación de la edad", "Age determination"),
        ("record_age_determination", "record_age_procedure"),
        age.build_age_sections,
        signers=(AUTHORITY, GUARDIAN, CHILD),
        deadlines=("remedy_window",),
    ),
    Paper(
        "placement-order",
        t("Orden de cuidado alternativo", "Order of alternative care"),
        ("place_in_care",),
        protection.build_placement_sections,
        signers=(AUTHORITY, RECEIVER),
        law=("place_in_care",),
    ),
    Paper(
        "referral-asylum",
        _REFERRAL,
        ("refer_asylum",),
        request_sections,
        signers=(AUTHORITY, RECEIVER),
        law=("refer_asylum",),
        is_sent=True,
    ),
    Paper(
        "referral-protection",
        _REFERRAL,
        ("refer_trafficking",),
        request_sections,
        signers=(AUTHORITY, RECEIVER),
        law=("refer_trafficking",),
        is_sent=True,
    ),
    Paper(
        "referral",
        _REFERRAL,
        ("share_with_agency",),
        request_sections,
        signers=(AUTHORITY, RECEIVER),
        law=("share_with_agency",),
        is_sent=True,
    ),
)
