"""Steps of best interests: assessment, determination, notification."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from amparo.config.demo.simulation import Simulation
from amparo.config.demo.steps.protection import appoint_guardian
from amparo.law import profile_for
from amparo.law.sets import BIA_FACTORS
from amparo.ledger.days import local_day


def assess_best_interests(simulation: Simulation) -> None:
    """Appoint a guardian, hear the child, and rate the nine factors with evidence."""
    officer = simulation.traits["officer"]
    appoint_guardian(simulation)
    simulation.do(
        officer,
        "record_views",
        actions=["complete_bia", "decide_bid", "interview"],
        child_views=simulation.pick(("agrees", 7), ("ambivalent", 2), ("disagrees", 1)),
        own_words="Quiero estudiar y estar con mi familia",
        language=simulation.traits["language"],
    )
    simulation.attempt(
        officer,
        "interview",
        interview_subject="family",
        private_space=True,
        support_person="present",
        same_sex_offered=True,
        language=simulation.traits["language"],
        account="Vivía con su abuela; su tía está en otra ciudad.",
    )
    simulation.wait(60)
    _rate_factors(simulation, officer)
    if simulation.traits["age"] == 17:
        goals = [
            {"area": "study", "goal": "Terminar la preparatoria"},
            {"area": "housing", "goal": "Casa de transición"},
        ]
        simulation.do(
            officer, "record_transition_plan", state="agreed", goals=goals, own_words="Quiero trabajar y estudiar"
        )
    simulation.traits["assessed"] = simulation.attempt(officer, "complete_bia", conclusion="Procede la determinación")


def _rate_factors(simulation: Simulation, officer: str) -> None:
    factors = [
        {
            "factor": factor,
            "risk_level": simulation.pick(("low", 6), ("medium", 3)),
            "evidence": "Lo que dijo, lo que se observó y los documentos",
        }
        for factor in sorted(BIA_FACTORS)
    ]
    simulation.do(
        officer,
        "record_bia",
        factors=factors,
        recommends_determination=True,
        immediate_plan="Escuela, salud y contacto con su familia",
    )


PANEL = (
    ("Amelia Quintero", "protection", "law", "chair"),
    ("Lidia Moreno", "protection", "psychology", "member"),
    ("Hilda Camey", "health", "medicine", "member"),
)
WAIVES_REMEDY = 0.35
FAMILY = frozenset({"family_reunification_country", "voluntary_return_family"})


def _panel(simulation: Simulation) -> list[dict[str, str]]:
    names = ("name", "org_kind", "discipline", "role")
    panel = [dict(zip(names, row, strict=True)) | {"vote": "in_favour"} for row in PANEL]
    if simulation.chance.random() < 0.3:
        voice = ("Ramiro Xol", "migration", "migration", "voice")
        panel.append(dict(zip(names, voice, strict=True)))
    return panel


def _options(solution: str) -> list[dict[str, str]]:
    other = "interim_no_solution" if solution != "interim_no_solution" else "local_integration_family"
    chosen = {"reasons": "Es lo que mejor protege y lo que pide", "in_favour": "Continuidad y escuela"}
    discarded = {"reasons": "Deja todo sin resolver", "against": "Prolonga la espera"}
    return [{"solution": solution, **chosen}, {"solution": other, **discarded}]


def determine_best_interests(simulation: Simulation, solution: str) -> None:
    """Let a panel compare options, sign and decide, and notify the child."""
    officer, panel = simulation.traits["officer"], _panel(simulation)
    words = "Quiero estar con mi familia" if solution in FAMILY else "Quiero quedarme y volver a la escuela"
    reason = "Se consideró con la evidencia de la evaluación"
    reasons = [{"factor": factor, "reason": reason} for factor in sorted(BIA_FACTORS)]
    options = _options(solution)
    simulation.do(
        officer, "record_bid", step="convened", members=panel, options=options, reasons=reasons, child_words=words
    )
    simulation.wait(30)
    signed = [
        {"member": row["name"], "signed_on": local_day(simulation.at).isoformat()} for row in panel if "vote" in row
    ]
    simulation.do(officer, "record_bid", signatures=signed)
    simulation.attempt_signed(
        "record_individual_decision", collective_measure="no", reason="Se resuelve únicamente su caso"
    )
    grounds = {"reason_codes": ["safety", "family_unity", "views_of_child"], "reasons": "Protege mejor sus derechos"}
    simulation.traits["decided"] = simulation.attempt(officer, "decide_bid", solution=solution, **grounds)
    if simulation.traits["decided"]:
        _notify_child(simulation)


def _notify_child(simulation: Simulation) -> None:
    officer, language = simulation.traits["officer"], simulation.traits["language"]
    simulation.wait(20)
    notified = {"to": ["child", "guardian"], "how": ["spoken"], "understood": "yes", "remedies_explained": True}
    simulation.do(officer, "record_bid_notified", **notified, language=language)
    simulation.traits["notified_at"] = simulation.at
    if simulation.chance.random() < 0.6:
        due = local_day(simulation.at + timedelta(days=30)).isoformat()
        school = {
            "right": "education",
            "measure": "Inscripción escolar",
            "responsible": "Albergue",
            "state": "under_way",
        }
        health = {"right": "health", "measure": "Control de salud", "responsible": "Hospital"}
        simulation.do(officer, "record_restitution_plan", measures=[row | {"due_on": due} for row in (school, health)])


def wait_for_remedy(simulation: Simulation) -> None:
    """Let the window for a remedy pass; one in three waives it with the lawyer."""
    officer = simulation.traits["officer"]
    if simulation.chance.random() < WAIVES_REMEDY:
        simulation.do(officer, "record_remedy", remedy="waived_with_counsel")
        return
    window = timedelta(days=profile_for(settings.NODE, on=local_day(simulation.at)).remedy_days, hours=1)
    simulation.wait_until(simulation.traits["notified_at"] + window)


def attempt_early_return(simulation: Simulation) -> None:
    """Sometimes attempt to approve a return too early; it is refused with reasons."""
    if simulation.chance.random() < 0.4:
        simulation.attempt(simulation.traits["officer"], "approve_return_plan", reason_codes=["family_unity"])
