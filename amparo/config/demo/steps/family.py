"""Steps of family tracing, contact and reunification."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from amparo.config.demo.simulation import Simulation
from amparo.config.demo.steps.best_interests import wait_for_remedy
from amparo.config.demo.steps.directory import find_institution

AUNT = "Rosalina Tzoc"
RECONNECTED_SHARE = 0.5
"""Share of located families that are contacted, so that searches are in every stage."""
MIRRORED = {
    "claimant": AUNT,
    "relation": "aunt_uncle",
    "identified_by": "DPI y la partera que la conoce",
    "in_private": True,
    "asked_by": "Psicóloga Ruiz, con cada quien aparte",
}
MIRROR = {"agreement": "yes"}
ANSWERS = (
    {"topic": "pet", "child_answer": "La perra Canela", "claimant_answer": "Canela, la perra amarilla"},
    {"topic": "song", "child_answer": "La de la luna", "claimant_answer": "Le cantábamos la de la luna"},
    {"topic": "sleeping", "child_answer": "Yo con mi prima", "claimant_answer": "Con mi hija, las dos juntas"},
    {"topic": "house", "child_answer": "Azul con tienda", "claimant_answer": "Azul, con la tienda al frente"},
    {"topic": "teacher", "child_answer": "La seño Flor", "claimant_answer": "Era la maestra Lidia", "agreement": "no"},
)
ASSESSED = {
    "home_assessment": "positive",
    "relation": "aunt_uncle",
    "caregiver": AUNT,
    "caregiver_willing_able": "yes",
    "wish": "Que viva con ellas y vaya a la escuela",
    "capacity": "Tiene tienda, su madre le ayuda",
    "household": "Su hija de trece años y su madre",
    "violence": "no",
    "child_says": "Con mi tía se come rico y nadie grita",
    "findings": "Casa segura y escuela cercana",
    "assessed_by": "Trabajo social, por visita",
}


def open_search(simulation: Simulation) -> None:
    """Open the search for the family, with the child's consent."""
    officer = simulation.traits["officer"]
    simulation.do(
        officer,
        "record_consent",
        purposes=["tracing", "family_contact", "agency"],
        decision="granted",
        given_by="child",
        capacity="child_with_guardian",
        own_words="Sí, busquen a mi tía",
    )
    evidence = "Entrevista con la niña, niño o adolescente y su tutela"
    simulation.do(officer, "record_family_risk", family_implicated="no", evidence=evidence)
    simulation.do(
        officer,
        "record_international_protection",
        asylum="informed_no_claim",
        reason="Conoce su derecho y no teme volver",
    )
    simulation.traits["searched"] = simulation.attempt(
        officer,
        "open_tracing",
        tracing_mode="active",
        tracing_channel="red_cross",
        purpose="family_tracing",
        fields=["identity", "family"],
        sought=[{"name": AUNT, "relation": "aunt_uncle", "country": "GTM", "last_known": "Tenía una tienda azul"}],
        what_child_tells="La perra Canela y el puente de hierro",
    )


def trace_family(simulation: Simulation) -> None:
    """Receive the answer to the search; open it now if it was refused before."""
    officer = simulation.traits["officer"]
    if not simulation.traits.get("searched"):
        open_search(simulation)
    if simulation.traits["searched"]:
        simulation.wait(24 * 3)
        status = simulation.pick(("relative_located", 3), ("exhausted", 1))
        simulation.do("busqueda1", "record_tracing_step", tracing_status=status, what="Respuesta del canal")
        if status == "relative_located" and simulation.chance.random() < RECONNECTED_SHARE:
            reconnect_family(simulation)
    simulation.attempt(
        officer,
        "share_with_agency",
        institution=find_institution("health"),
        purpose="service_referral",
        service="medical",
        urgency="normal",
        fields=["identity", "health"],
    )


def reconnect_family(simulation: Simulation) -> None:
    """Verify and assess the aunt, and start contact between her and the child.

    They talk and write to each other.
    """
    officer, searcher = simulation.traits["officer"], "busqueda1"
    simulation.do(searcher, "record_mirror_questions", **MIRRORED, mirrored=[MIRROR | row for row in ANSWERS])
    simulation.wait(24)
    differs = "Recuerda otro nombre de la maestra: la niña, niño o adolescente cambió de escuela"
    verified = {"relationship_verified": "yes", "method": ["civil_record", "mirror_questions"], "relative": AUNT}
    simulation.do(searcher, "record_relationship_check", **verified, relation="aunt_uncle", text=differs)
    simulation.do(officer, "record_home_assessment", **ASSESSED, home_country=settings.NODE)
    simulation.traits["met_again"] = True
    simulation.do(
        searcher, "record_contact_risk", contact_safe="yes", reasons="Nadie más sabe del contacto; se usa la Cruz Roja"
    )
    simulation.wait(24)
    if not simulation.attempt(
        officer, "contact_family", with_whom=AUNT, how="Por la Cruz Roja", fields=["identity", "family"]
    ):
        return
    plan = {"with_whom": AUNT, "how": "video_call", "supervised_by": "Psicóloga del albergue"}
    planned_for = (simulation.at + timedelta(hours=24)).isoformat()
    planned = simulation.do(searcher, "record_contact_session", state="planned", planned_for=planned_for, **plan)
    simulation.wait(24)
    went = {
        "minutes": 12,
        "child_stopped": False,
        "felt_after": "mixed",
        "go_on": "yes",
        "told_after": "Lloró y se rió",
    }
    if planned.entry:
        plan["entry"] = str(planned.entry.id)
    simulation.do(searcher, "record_contact_session", state="held", **plan, **went)
    _exchange_messages(simulation, searcher)


def _exchange_messages(simulation: Simulation, searcher: str) -> None:
    read = {"with_whom": AUNT, "read_by": "Trabajadora social Paz"}
    passed = read | {"tells_not_where": True, "decision": "pass_on"}
    simulation.wait(24)
    arrived = {"delivered_at": simulation.at.isoformat(), "delivered_how": "Por la Cruz Roja"}
    simulation.do(
        searcher, "record_family_message", **passed, **arrived, direction="from_child", text="Tía, aquí estoy bien"
    )
    simulation.wait(24)
    held = {"decision": "hold", "hold_reason": "Pide la dirección: se habla antes con ella"}
    simulation.do(
        searcher, "record_family_message", **read, **held, direction="from_family", text="Dime dónde estás y voy por ti"
    )
    simulation.wait(24)
    simulation.do(
        searcher, "record_family_message", **passed, direction="from_family", text="Canela tuvo cachorros, te espera"
    )


def trace_silently(simulation: Simulation) -> None:
    """Search records only, where contact could alert somebody whom the child fears."""
    officer = simulation.traits["officer"]
    simulation.do(
        officer, "record_consent", purposes=["tracing"], decision="granted", given_by="child", capacity="child_alone"
    )
    channel = {"tracing_mode": "silent_record_only", "tracing_channel": "red_cross"}
    simulation.attempt(officer, "open_tracing", **channel, purpose="family_tracing", fields=["identity"])


def reunify(simulation: Simulation) -> None:
    """Reunify the child with a verified family, once no remedy is open."""
    officer = simulation.traits["officer"]
    simulation.wait(24 * 7)
    if not simulation.traits.get("met_again"):
        simulation.do(
            officer, "record_relationship_check", relationship_verified="yes", method=["civil_record"], relative=AUNT
        )
        simulation.do(officer, "record_home_assessment", **ASSESSED, home_country=settings.NODE)
    simulation.do(
        officer, "record_views", actions=["reunify"], child_views="agrees", own_words="Quiero irme con mi tía"
    )
    wait_for_remedy(simulation)
    simulation.attempt_signed("record_stay_check", stay_order="no", where_checked="Registro de amparos")
    checked = ["risk", "health", "family", "asylum"]
    simulation.attempt_signed(
        "record_circumstances_checked", checked=checked, how="Se habló con la niña o niño, su tutela y su tía"
    )
    reasoned = {"confirmations": ["preference_reasoned"], "preference": "Tía materna"}
    if simulation.attempt(officer, "reunify", **reasoned):
        simulation.traits |= {"home": True, "placed": False}
