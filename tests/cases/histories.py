"""What brings a child's case on: inputs that fit, act by act, so that random histories get somewhere."""

from __future__ import annotations

from typing import Any

from tests.protection.determined import ALL_FOUR, PANEL, SIGNED, rated, weighed
from tests.protection.helpers import ASKED_AT_14, OBSERVED, answers
from tests.protection.test_age import ADULT, DOUBT, GUARANTEES, STEPS
from tests.protection.test_care import MEASURE, OPTIONS
from tests.protection.test_risk import LOWERED
from tests.protection.test_sharing import HELP
from tests.returns.test_ending import DUPLICATE, EVIDENCE
from tests.returns.test_voluntariness import AGAINST, WANTS
from tests.tracing.family import HELD, WHO, message, questions, session
from tests.tracing.test_tracing import OPEN

NO_FEAR = {"fear_of_return": "no", "persecution_agent": "none", "companion_risk": "no"}
SAFE = {"private_space": True, "support_person": "present", "same_sex_offered": True}
PURPOSES = ["agency", "origin", "tracing", "family_contact", "consular"]

# Code of the act → inputs that may fit; `{institution:health}` and the like stand for ids of the machine's world, and
# `{file}`, `{open_alert}` and `{entry}` for what the case has of it when the act is tried.
FITTING: dict[str, list[dict[str, Any]]] = {
    "record_information_given": [{"topics": ["rights", "process", "asylum", "remedies"], "understood": "yes"}],
    "record_interpreter": [{"needs_interpreter": "no", "best_language": "spa"}],
    "screen": [
        {"private_space": True, "language": "spa", "band": "12_17",
         "answers": answers(*ASKED_AT_14, *OBSERVED)} | NO_FEAR,
        {"fear_of_return": "yes", "persecution_agent": "state"},
        {"immediate_danger": "yes", "urgent": "Sangra"},
    ],
    "complete_screening": [{}],
    "interview": [{"interview_subject": subject, "account": "Contó"} | SAFE for subject in ("general", "health",
                                                                                            "family")],
    "record_urgent_needs": [{"none_found": True}],
    "record_trafficking_status": [LOWERED, {"trafficking": "indicators"}],
    "record_identity": [{"nationalities": ["GTM"], "statelessness": "none", "country_origin": "GTM"}],
    "record_international_protection": [{"asylum": "informed_no_claim"}, {"asylum": "wish_expressed"},
                                        {"asylum": "pending"}],
    "record_family_risk": [{"family_implicated": "no", "evidence": "Se evaluó"},
                           {"family_implicated": "yes", "evidence": "Se vio"}],
    "record_consent": [
        {"purposes": PURPOSES, "decision": "granted", "given_by": "child", "own_words": "Sí"},
        {"purposes": ["consular"], "decision": "withdrawn", "given_by": "child", "own_words": "No"},
    ],
    "record_views": [
        {"actions": ["complete_bia", "decide_bid", "reunify"], "child_views": "agrees", "own_words": "Quiero quedarme"},
    ],
    "record_age_procedure": [DOUBT, GUARANTEES, {"steps": STEPS}],
    "record_age_determination": [ADULT, {"age_status": "child_confirmed", "age_low_years": 15}],
    "record_measure_request": [MEASURE],
    "record_care_options": [OPTIONS],
    "place_in_care": [{"provider": "{provider}", "fit_reason": "Le queda bien"}],
    "record_placement_review": [{"result": "continues"}, {"result": "change_needed", "findings": "Ruido de noche"}],
    "transfer_custody": [
        {"to_custody": to, "confirmations": ["receiver_accepted", "child_informed", "safe_transport"]}
        for to in ("protection_authority", "health", "migration")
    ],
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
    "record_remedy": [{"remedy": "waived_with_counsel"}, {"remedy": "filed"}, {"remedy": "overturned"}],
    "record_circumstances_checked": [{"checked": ALL_FOUR, "how": "Se habló con ella"}],
    "open_tracing": [OPEN, OPEN | {"tracing_mode": "silent_record_only"}],
    "contact_family": [{"with_whom": "Marielos", "fields": ["identity", "family"]}],
    "record_tracing_step": [
        {"what": "Se llamó otra vez"},
        {"tracing_status": "relative_located", "what": "La tía llamó"},
    ],
    "record_mirror_questions": [questions("yes", "partly", "no"), questions("yes", in_private=False)],
    "record_genetic_test": [
        {"step": "proposed", "relative": WHO, "doubt": "Sin actas"},
        {"step": "consented", "child_consent": "Sí", "guardian_consent": "Lic. Can", "relative_consent": WHO},
        {"step": "taken", "laboratory": "Forense"},
        {"step": "result", "genetic_result": "inconclusive"},
        {"step": "destroyed", "destroyed_proof": "Acta 12"},
    ],
    "record_contact_session": [session() | {"child_stopped": stopped} for stopped in (False, True)],
    "record_report_match": [
        {"report": "{report_match}", "verdict": verdict, "why": "Se comparó"} for verdict in ("same", "not_same",
                                                                                              "same")
    ],
    "record_search": [{"names": {"given": "Yeison"}, "purpose": "check_duplicate", "why": "Puede tener otro"}],
    "record_family_message": [message(), message("from_family", **HELD)],
    "share_with_agency": [HELP | {"institution": "{institution:health}", "service": "medical", "message": "Fiebre"}],
    "refer_asylum": [{"institution": "{institution:refugee}", "wants_asylum": "yes"}],
    "notify_consulate": [{"institution": "{institution:consulate}", "fields": ["identity"]}],
    "refer_trafficking": [{"institution": "{institution:prosecutor}", "confirmations": ["not_criminalised"]}],
    "record_referral_step": [
        {"referral": "{entry}", "status": "received"},
        {"referral": "{entry}", "status": "completed", "note": "La atendieron"},
        {"referral": "{entry}", "status": "declined", "note": "No es su zona"},
    ],
    "record_consular_step": [
        {"consular": "due"},
        {"consular": "acknowledged", "told_by": "Cónsul López, hoy"},
        {"consular": "withheld_protection", "text": "Teme a la policía"},
    ],
    "share_with_origin": [{"institution": "{institution:abroad}", "purpose": "documentation", "fields": ["identity"]}],
    "record_handover": [
        {"health_state": "good", "belongings": "Mochila", "documents": "Acta", "handed_over_by": "A",
         "received_by": "B"},
    ],
    "record_return_wish": [WANTS, AGAINST, {"whose": "guardian", "wish": "undecided"}],
    "record_return_plan": [
        {"voluntary": "voluntary"},
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
    "record_travel_stage": [{"stage": "child_absent"}, {"stage": "arrived"},
                            {"stage": "turned_back", "note": "Cerrado"}],
    "record_reception": [
        {"identity_matched": "yes", "matched_by": ["photo"], "in_private": True, "interviewed_by": "Ana",
         "fear_of_return": "no"},
        {"in_private": True, "interviewed_by": "Ana", "fear_of_return": "yes"},
    ],
    "receive_return": [
        {"confirmations": ["receiver_accepted"]},
        {"confirmations": ["receiver_accepted"], "release_to_caregiver": True},
    ],
    "reunify": [{}, {"confirmations": ["preference_reasoned"]}],
    "record_solution_step": [
        {"solution": "local_integration_residence", "step": "requested", "authority": "ACNUR"},
        {"solution": "local_integration_residence", "step": "refused", "authority": "ACNUR", "reason": "Sin cupo"},
    ],
    "record_local_solution_started": [
        {"solution": "local_integration_residence"},
        {"solution": "resettlement", "country": "CAN"},
    ],
    "record_reintegration_plan": [
        {"state": "agreed_with_child", "child_opinion": "Quiero estudiar",
         "goals": [{"axis": "safety", "goal": "Una casa segura"}]},
    ],
    "record_followup": [
        {"day": "7", "mode": "call", "outcome": "complete"},
        {"day": "7", "mode": "visit", "outcome": "unfinished", "new_threats": "yes"},
    ],
    "record_transition_plan": [{"state": "agreed", "own_words": "Quiero trabajar"}],
    "transfer_to_adult_services": [{"note": "Sigue con su trabajadora social"}],
    "record_file": [{"file": "{file}", "kind": "identity_document"}, {"file": "{file}", "kind": "health_document"}],
    "record_photograph": [{"file": "{file}", "purpose": "identification"}, {"file": "{file}", "purpose": "injuries"}],
    "record_alert": [{"kind": "threat", "text": "La buscan"}, {"kind": "absconded", "text": "No volvió"}],
    "record_alert_closed": [
        {"entry": "{open_alert}", "resolution": "danger_over", "text": "Volvió"},
        {"entry": "{open_alert}", "resolution": "search_goes_on", "text": "Según el protocolo"},
    ],
    "record_closure_evidence": [DUPLICATE | EVIDENCE],
    "close_case": [DUPLICATE],
    "record_reopening": [{"reason": "closed_in_error", "text": "No era el mismo"}],
}  # fmt: skip
