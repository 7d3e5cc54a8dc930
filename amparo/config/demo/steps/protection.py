"""Steps of protection: asylum, trafficking, guardian, lawyer, placement."""

from __future__ import annotations

from amparo.config.demo.life import Life
from amparo.config.demo.steps.directory import find_guardian, find_institution, find_lawyer, find_provider


def ask_for_asylum(life: Life) -> None:
    """Refer a child who fears return to the asylum authority.

    Never to the country of origin.
    """
    officer = life.traits["officer"]
    if life.chance.random() < 0.4:
        life.attempt(officer, "notify_consulate", institution=find_institution("consulate"), fields=["identity"])
    life.attempt(
        officer,
        "refer_asylum",
        institution=find_institution("refugee"),
        purpose="asylum_procedure",
        wants_asylum="yes",
        urgency="urgent",
        fields=["identity", "asylum"],
        message="Teme volver",
    )
    life.wait(30)
    life.do(officer, "record_international_protection", asylum="pending", reason="Constancia de la solicitud")
    if life.chance.random() < 0.3:
        life.wait(24 * 60)
        life.do(
            "refugio1",
            "record_international_protection",
            asylum=life.pick(("recognised", 5), ("complementary", 2), ("final_negative", 1)),
            decision_reference="Resolución de demostración",
        )


def report_exploitation(life: Life) -> None:
    """Refer signs of trafficking to the mechanism, and ask for a safe place."""
    officer = life.traits["officer"]
    life.do(officer, "record_safe_placement_request", requested_of="Casa Luciérnaga")
    life.attempt(
        officer,
        "refer_trafficking",
        institution=find_institution("prosecutor"),
        purpose="trafficking_protection",
        urgency="critical",
        fields=["identity"],
        confirmations=["not_criminalised"],
    )
    life.do(
        officer,
        "record_family_risk",
        family_implicated=life.pick(("unknown", 3), ("no", 2), ("yes", 1)),
        evidence="Entrevista y observación",
    )


def provide_care(life: Life) -> None:
    """Appoint guardian and lawyer, and place the child in open care."""
    officer, chance = life.traits["officer"], life.chance
    if chance.random() < 0.1:
        life.attempt(officer, "place_in_care", provider=find_provider("open_shelter_children"))
    life.do(
        officer,
        "record_measure_request",
        requested_of="Juzgado de Familia de demostración",
        measure="Acogimiento en lugar abierto",
    )
    if chance.random() < 0.7:
        life.do(
            officer,
            "record_care_options",
            options=[{"option": "foster_family", "why_not": "none_free", "reason": "No hay familia libre esta semana"}],
        )
        kind = "specialised_trafficking" if life.traits.get("exploited") else "open_shelter_children"
    else:
        kind = "foster_family"
    if life.traits["age"] < 3:
        kind = "foster_family"
    life.traits["placed"] = life.attempt(
        officer,
        "place_in_care",
        provider=find_provider(kind),
        legal_basis="statute",
        legal_basis_reason="Ley General, medida urgente",
        where="Habitación compartida",
    )
    life.wait(20)
    life.attempt(
        officer,
        "appoint_guardian",
        guardian=find_guardian(chance),
        guardian_kind="interim",
        legal_basis="statute",
        legal_basis_reason="Representación en suplencia, Ley General 122",
    )
    life.do(officer, "record_legal_representation", step="appointed", lawyer=find_lawyer(chance))
    life.wait(40)
    if life.traits["placed"] and chance.random() < 0.8:
        life.do(officer, "record_placement_review", result="continues", child_said="Está bien y duerme tranquila")


def appoint_guardian(life: Life) -> None:
    """Appoint a guardian without a conflict of interest."""
    basis = {"legal_basis": "statute", "legal_basis_reason": "Representación originaria, Ley General 122"}
    given = {"guardian": find_guardian(life.chance), "guardian_kind": "formal"}
    life.attempt(life.traits["officer"], "appoint_guardian", **given, **basis)


def confirm_trafficking(life: Life) -> None:
    """Record that the specialised mechanism confirms trafficking."""
    given = {"trafficking": "confirmed", "decided_by": "prosecutor", "decision_reference": "Acuerdo de demostración"}
    life.do("fiscalia1", "record_trafficking_status", **given)


def review_placement_until_now(life: Life) -> None:
    """Review the placement every few months until the present."""
    while life.traits.get("placed"):
        life.wait(24 * 85)
        review_placement(life)


def review_placement(life: Life) -> None:
    """Record one review of the placement with the child."""
    opinion = "Quiere seguir en la escuela de aquí"
    life.do(life.traits["officer"], "record_placement_review", result="continues", child_said=opinion)
