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
    "record_handover": [
        {"health_state": "good", "belongings": "Mochila", "documents": "Acta", "handed_over_by": "A", "received_by": "B"},
    ],
    "record_return_plan": [
        {"mode": "assisted_voluntary", "arrives_at": "{morning}", "destination": "Jutiapa",
         "receivers": [{"role": "caregiver", "name": "Marta"}]},
        {"mode": "forced_not_supported"},
        {"step": "cancelled", "step_reason": "Ya no quiere"},
    ],
    "approve_return_plan": [{"reason_codes": ["family_unity"]}],
    "record_stay_check": [{"stay_order": "no", "where_checked": "Juzgados"}],
    "record_reception_accepted": [
        {"origin_reception": "confirmed", "authority": "PGN", "officer": "Ana Sis", "place": "Tecún Umán",
         "received_at": "{morning}", "receiver_kind": "caregiver", "receiver": "Marta", "receiver_vetted": "yes",
         "vetted_by": "PGN"},
    ],
    "record_fitness_to_travel": [{"fit_to_travel": "yes", "examined_by": "Dra. Can, 1", "examined_at": "{now}"}],
    "record_escort": [{"escort": "assigned", "people": [{"name": "Rosa", "trained": True}]}],
    "record_travel_document": [{"step": "issued", "kind": "safe_conduct", "expires_on": "2099-01-01"}],
    "execute_return": [{"confirmations": ["child_informed", "safe_transport", "arrival_working_day"]}],
    "record_travel_stage": [{"stage": "child_absent"}, {"stage": "arrived"}, {"stage": "turned_back", "note": "Cerrado"}],
    "record_reception": [
        {"identity_matched": "yes", "matched_by": ["photo"], "in_private": True, "interviewed_by": "Ana",
         "fear_of_return": "no"},
        {"in_private": True, "interviewed_by": "Ana", "fear_of_return": "yes"},
    ],
    "receive_return": [
        {"confirmations": ["receiver_accepted"]},
        {"confirmations": ["receiver_accepted"], "release_to_caregiver": True},
    ],
    "record_reintegration_plan": [
        {"state": "agreed_with_child", "child_opinion": "Quiero estudiar",
         "goals": [{"axis": "safety", "goal": "Una casa segura"}]},
    ],
    "record_followup": [{"day": "7", "mode": "call", "outcome": "complete"}],
    "record_transition_plan": [{"state": "agreed", "own_words": "Quiero trabajar"}],
    "record_closure_evidence": [{"closure_reason": "duplicate", "kind": "other_case", "evidence": "Es otro expediente"}],
    "close_case": [{"closure_reason": "duplicate"}],
    "record_reopening": [{"reason": "closed_in_error", "text": "No era el mismo"}],
}  # fmt: skip
