"""Steps of protection: asylum, trafficking, guardian, lawyer, placement."""

from __future__ import annotations

from amparo.config.demo.simulation import Simulation
from amparo.config.demo.steps.directory import find_guardian, find_institution, find_lawyer, find_provider


def ask_for_asylum(simulation: Simulation) -> None:
    """Refer a child who fears return to the asylum authority.

    Never to the country of origin.
    """
    officer = simulation.traits["officer"]
    if simulation.chance.random() < 0.4:
        simulation.attempt(officer, "notify_consulate", institution=find_institution("consulate"), fields=["identity"])
    simulation.attempt(
        officer,
        "refer_asylum",
        institution=find_institution("refugee"),
        purpose="asylum_procedure",
        wants_asylum="yes",
        urgency="urgent",
        fields=["identity", "asylum"],
        message="Teme volver",
    )
    simulation.wait(30)
    simulation.do(officer, "record_international_protection", asylum="pending", reason="Constancia de la solicitud")
    if simulation.chance.random() < 0.3:
        simulation.wait(24 * 60)
        simulation.do(
            "refugio1",
            "record_international_protection",
            asylum=simulation.pick(("recognised", 5), ("complementary", 2), ("final_negative", 1)),
            decision_reference="Resolución de demostración",
        )


def report_exploitation(simulation: Simulation) -> None:
    """Refer signs of trafficking to the mechanism, and ask for a safe place."""
    officer = simulation.traits["officer"]
    simulation.do(officer, "record_safe_placement_request", requested_of="Casa Luciérnaga")
    simulation.attempt(
        officer,
        "refer_trafficking",
        institution=find_institution("prosecutor"),
        purpose="trafficking_protection",
        urgency="critical",
        fields=["identity"],
        confirmations=["not_criminalised"],
    )
    simulation.do(
        officer,
        "record_family_risk",
        family_implicated=simulation.pick(("unknown", 3), ("no", 2), ("yes", 1)),
        evidence="Entrevista y observación",
    )


def provide_care(simulation: Simulation) -> None:
    """Appoint guardian and lawyer, and place the child in open care."""
    officer, chance = simulation.traits["officer"], simulation.chance
    if chance.random() < 0.1:
        simulation.attempt(officer, "place_in_care", provider=find_provider("open_shelter_children"))
    simulation.do(
        officer,
        "record_measure_request",
        requested_of="Juzgado de Familia de demostración",
        measure="Acogimiento en lugar abierto",
    )
    if chance.random() < 0.7:
        simulation.do(
            officer,
            "record_care_options",
            options=[{"option": "foster_family", "why_not": "none_free", "reason": "No hay familia libre esta semana"}],
        )
        kind = "specialised_trafficking" if simulation.traits.get("exploited") else "open_shelter_children"
    else:
        kind = "foster_family"
    if simulation.traits["age"] < 3:
        kind = "foster_family"
    simulation.traits["placed"] = simulation.attempt(
        officer,
        "place_in_care",
        provider=find_provider(kind),
        legal_basis="statute",
        legal_basis_reason="Ley General, medida urgente",
        where="Habitación compartida",
    )
    simulation.wait(20)
    simulation.attempt(
        officer,
        "appoint_guardian",
        guardian=find_guardian(chance),
        guardian_kind="interim",
        legal_basis="statute",
        legal_basis_reason="Representación en suplencia, Ley General 122",
    )
    simulation.do(officer, "record_legal_representation", step="appointed", lawyer=find_lawyer(chance))
    simulation.wait(26)
    if simulation.traits["placed"] and chance.random() < 0.8:
        simulation.do(officer, "record_placement_review", result="continues", child_said="Está bien y duerme tranquila")


def appoint_guardian(simulation: Simulation) -> None:
    """Appoint a guardian without a conflict of interest."""
    basis = {"legal_basis": "statute", "legal_basis_reason": "Representación originaria, Ley General 122"}
    given = {"guardian": find_guardian(simulation.chance), "guardian_kind": "formal"}
    simulation.attempt(simulation.traits["officer"], "appoint_guardian", **given, **basis)


def confirm_trafficking(simulation: Simulation) -> None:
    """Record that the specialised mechanism confirms trafficking."""
    given = {"trafficking": "confirmed", "decided_by": "prosecutor", "decision_reference": "Acuerdo de demostración"}
    simulation.do("fiscalia1", "record_trafficking_status", **given)


def review_placement_until_now(simulation: Simulation) -> None:
    """Review the placement every few months until the present."""
    while simulation.traits.get("placed"):
        simulation.wait(24 * 85)
        review_placement(simulation)


def review_placement(simulation: Simulation) -> None:
    """Record one review of the placement with the child."""
    opinion = "Quiere seguir en la escuela de aquí"
    simulation.do(simulation.traits["officer"], "record_placement_review", result="continues", child_said=opinion)


def determine_age(simulation: Simulation) -> None:
    """Write the procedure on an age in doubt; three weeks later, determine the age."""
    officer = simulation.traits["officer"]
    simulation.wait(24)
    simulation.do(
        officer,
        "record_age_procedure",
        doubted_by="migration",
        grounds=["no_document", "told_by_other"],
        doubt_reasons="Quien viajaba en el grupo dijo que tiene más edad",
        child_states="Tengo diecisiete, cumplo en noviembre",
        understood="yes",
        language="spa",
        present=["guardian"],
        child_views="Que pregunten en mi escuela",
        steps=[{"method": "documents", "result": "not_found"}],
    )
    simulation.wait(24 * 21)
    school = {"method": "records", "result": "shows_child", "youngest_years": 16, "oldest_years": 17}
    simulation.do(officer, "record_age_procedure", steps=[school])
    simulation.do(
        officer,
        "record_age_determination",
        age_status="child_confirmed",
        age_low_years=16,
        age_high_years=17,
        benefit_of_doubt=True,
        authority="protection_authority",
        procedures=["records"],
        evidence="Constancia de la escuela",
        reasons="La constancia coincide con lo que dijo",
        notified=True,
        notified_to=["child", "guardian"],
        language="spa",
        remedy_explained="Ante el juzgado de familia",
    )
