"""What brings a child's case on: inputs that fit, act by act, so that random histories get somewhere."""

from __future__ import annotations

from typing import Any

from tests.protection.determined import ALL_FOUR, PANEL, SIGNED, rated, weighed
from tests.protection.helpers import ASKED_AT_14, OBSERVED, answers
from tests.protection.test_care import MEASURE, OPTIONS
from tests.tracing.test_tracing import OPEN

NO_FEAR = {"fear_of_return": "no", "persecution_agent": "none", "companion_risk": "no"}
SAFE = {"private_space": True, "support_person": True, "same_sex_offered": True}
PURPOSES = ["referral", "tracing", "family_contact", "consular"]

# Code of the act → inputs that may fit; `{institution:health}` and the like stand for ids of the machine's world.
FITTING: dict[str, list[dict[str, Any]]] = {
    "record_information_given": [{"topics": ["rights", "process", "asylum", "remedies"], "understood": "yes"}],
    "record_interpreter": [{"needs_interpreter": "no", "best_language": "spa"}],
    "screen": [
        {"private_space": True, "language": "spa", "band": "12_17", "answers": answers(*ASKED_AT_14, *OBSERVED)} | NO_FEAR,
        {"fear_of_return": "yes", "persecution_agent": "state"},
        {"immediate_danger": "yes", "urgent": "Sangra"},
    ],
    "complete_screening": [{}],
    "interview": [{"interview_subject": subject, "account": "Contó"} | SAFE for subject in ("general", "health", "family")],
    "record_identity": [{"nationalities": ["GTM"], "statelessness": "none", "country_origin": "GTM"}],
    "record_international_protection": [{"asylum": "informed_no_claim"}, {"asylum": "wish_expressed"}, {"asylum": "pending"}],
    "record_family_risk": [{"family_implicated": "no", "evidence": "Se evaluó"}, {"family_implicated": "yes", "evidence": "Se vio"}],
    "record_consent": [
        {"purposes": PURPOSES, "decision": "granted", "given_by": "child", "own_words": "Sí"},
        {"purposes": ["consular"], "decision": "withdrawn", "given_by": "child", "own_words": "No"},
    ],
    "record_views": [
        {"actions": ["complete_bia", "decide_bid", "reunify"], "child_views": "agrees", "own_words": "Quiero quedarme"},
    ],
    "record_measure_request": [MEASURE],
    "record_care_options": [OPTIONS],
    "place_in_care": [{"provider": "{provider}", "fit_reason": "Le queda bien"}],
    "appoint_guardian": [
        {"guardian": "{guardian}", "guardian_kind": "interim", "legal_basis": "statute", "legal_basis_reason": "Ley"},
    ],
    "record_legal_representation": [{"step": "appointed", "lawyer": "{lawyer}"}],
    "record_bia": [{"factors": rated(), "recommends_determination": True}],
    "complete_bia": [{}],
    "record_bid": [
        {"step": "convened", "child_words": "Quiero ir a la escuela", "members": PANEL, "reasons": weighed(),
         "options": [{"solution": "local_integration_residence", "reasons": "Aquí va a la escuela"},
                     {"solution": "voluntary_return_family", "reasons": "Su abuela la espera"}]},
        {"signatures": SIGNED},
    ],
    "record_individual_decision": [{"collective_measure": "no", "reason": "Se resuelve sólo su caso"}],
    "decide_bid": [
        {"solution": "local_integration_residence", "reason_codes": ["safety", "views_of_child"]},
        {"solution": "voluntary_return_family", "reason_codes": ["safety", "views_of_child"]},
    ],
    "record_bid_notified": [{"to": ["child", "guardian"], "remedies_explained": True}],
    "record_circumstances_checked": [{"checked": ALL_FOUR, "how": "Se habló con ella"}],
    "open_tracing": [OPEN, OPEN | {"tracing_mode": "silent_record_only"}],
    "share_with_agency": [{"institution": "{institution:health}", "purpose": "referral", "fields": ["health"], "message": "Fiebre"}],
    "refer_asylum": [{"institution": "{institution:refugee}", "wants_asylum": "yes"}],
    "notify_consulate": [{"institution": "{institution:consulate}", "fields": ["identity"]}],
    "share_with_origin": [{"institution": "{institution:abroad}", "purpose": "documentation", "fields": ["identity"]}],
    "record_handover": [{"received_by": "Rosa", "condition": "good"}],
}  # fmt: skip
