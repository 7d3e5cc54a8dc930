"""Steps after the solution: follow-ups for a year, closing, reaching adulthood."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from amparo.config.demo.simulation import Simulation
from amparo.config.demo.steps.protection import review_placement
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject

FOLLOWUPS = (7, 30, 90, 180, 270, 365)
TRACKS = {
    "local_integration_residence": ("Autoridad migratoria", "Residencia por razones humanitarias"),
    "local_integration_family": ("Programa de acogimiento", "Familia de acogida asignada"),
    "resettlement": ("ACNUR", "Caso aceptado por el país de reasentamiento"),
}


def start_local_solution(simulation: Simulation, solution: str) -> None:
    """Request, obtain and start a solution other than return."""
    officer, (authority, answer) = simulation.traits["officer"], TRACKS[solution]
    simulation.do(officer, "record_solution_step", solution=solution, step="requested", authority=authority)
    simulation.wait(24 * 25)
    simulation.do(
        officer, "record_solution_step", solution=solution, step="accepted", authority=authority, reason=answer
    )
    simulation.wait(24 * 10)
    begun = {"responsible": "Procuraduría", "child_opinion": "Estoy contenta de quedarme y de ir a la escuela"}
    simulation.do(officer, "record_local_solution_started", solution=solution, country=settings.NODE, **begun)
    simulation.traits["home"] = True


def follow_up_for_a_year(simulation: Simulation, closure: str) -> None:
    """Follow the child up for a year, then close the case.

    Some attempts fail or raise alerts.
    """
    officer, began = simulation.traits["officer"], simulation.at
    for day in FOLLOWUPS:
        simulation.wait_until(began + timedelta(days=day, hours=simulation.chance.uniform(-40, 9)))
        if simulation.chance.random() < 0.2:
            simulation.do(officer, "record_contact_attempt", channel="call", reached=False)
        _record_followup(simulation, day)
        if simulation.traits.get("placed"):
            review_placement(simulation)
    if closure == "reintegration_completed":
        results = [
            {"axis": "education_health_development", "result": simulation.pick(("achieved", 4), ("partly", 2))},
            {"axis": "social_family", "result": simulation.pick(("achieved", 3), ("partly", 2))},
        ]
        opinion = {"child_opinion": "Ya terminé el año en la escuela"}
        simulation.do(officer, "record_reintegration_plan", state="completed", results=results, **opinion)
    evidence = {"kind": "followups", "evidence": "Seis seguimientos completos y visita final"}
    simulation.do(officer, "record_closure_evidence", closure_reason=closure, **evidence)
    given = {"closure_reason": closure, "reasons": "Un año de seguimiento", "confirmations": ["child_informed"]}
    simulation.traits["closed"] = simulation.attempt_signed("close_case", **given)


def _record_followup(simulation: Simulation, day: int) -> None:
    officer = simulation.traits["officer"]
    threatened, leaves = simulation.chance.random() < 0.03, simulation.chance.random() < 0.08
    answers: JsonObject = {
        "mode": "visit" if day in (7, 90, 365) else "call",
        "outcome": "complete",
        "lives_with": "planned",
        "school": simulation.pick(("attends", 6), ("irregular", 1), ("training", 1)),
        "health": "well",
        "violence": "no",
        "new_threats": "yes" if threatened else "no",
        "wants_to_leave": "yes" if leaves else "no",
        "wellbeing": simulation.pick(("well", 5), ("mixed", 2)),
        "child_opinion": "Estoy bien con mi familia",
    }
    outcome = simulation.do(officer, "record_followup", day=str(day), **answers)
    if (threatened or leaves) and outcome.entry:
        simulation.wait(30)
        closed = {
            "entry": str(outcome.entry.id),
            "resolution": "measure_taken",
            "text": "La junta visitó el hogar y acordó apoyos",
        }
        simulation.do(officer, "record_alert_closed", **closed)


def reach_adulthood(simulation: Simulation) -> None:
    """Plan the transition from 17 and hand the case over after 18."""
    officer = simulation.traits["officer"]
    goals = [
        {"area": "housing", "goal": "Cuarto compartido en casa de transición"},
        {"area": "study", "goal": "Terminar la preparatoria"},
        {"area": "documents", "goal": "Residencia y clave de población"},
    ]
    simulation.do(
        officer, "record_transition_plan", state="agreed", goals=goals, own_words="Quiero trabajar y estudiar"
    )
    simulation.wait_until(simulation.traits["turns_18_at"] + timedelta(days=6))
    consent = {"adult_consent": "yes", "consent_on": local_day(simulation.at).isoformat()}
    simulation.do(
        officer, "record_transition_plan", state="agreed", documents_given="Copia de su expediente y actas", **consent
    )
    if simulation.attempt(officer, "transfer_to_adult_services", note="Sigue con la casa de transición"):
        simulation.do(
            officer,
            "record_closure_evidence",
            closure_reason="adult_transition",
            kind="decision",
            evidence="Plan entregado",
        )
        simulation.attempt_signed("close_case", closure_reason="adult_transition", confirmations=["child_informed"])
