"""Steps of a return: preparation, plan, journey, reception."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from amparo.config.demo.simulation import ReachedPresent, Simulation
from amparo.config.demo.steps.best_interests import wait_for_remedy
from amparo.config.demo.steps.directory import find_institution
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject

HOME_TIME = {
    "GTM": ZoneInfo("America/Guatemala"),
    "HND": ZoneInfo("America/Tegucigalpa"),
    "SLV": ZoneInfo("America/El_Salvador"),
}
TOWNS = {"GTM": "Chiquimula", "HND": "Yoro", "SLV": "Usulután"}
SOURCES = [{"name": "Junta municipal de protección"}, {"name": "Defensoría de derechos humanos"}]
CHANGES_MIND = 0.15
CAREGIVER_MISSES = 0.08


def can_return_home(simulation: Simulation) -> bool:
    """Return whether the demo has a receiving agency in the country of origin."""
    return simulation.traits["origin"] in HOME_TIME


def prepare_return(simulation: Simulation) -> None:
    """Record the place, the home and the reintegration plan."""
    officer, origin = simulation.traits["officer"], simulation.traits["origin"]
    simulation.do(officer, "record_relationship_check", relationship_verified="yes", method=["civil_record"])
    _assess_place(simulation)
    home = {"home_assessment": "positive", "home_country": origin, "caregiver": "Marta Paz", "relation": "grandparent"}
    simulation.do(
        officer, "record_home_assessment", **home, caregiver_willing_able="yes", findings="Escuela a diez minutos"
    )
    simulation.do(officer, "record_travel_document", step="requested", kind="safe_conduct", told_by="Consulado")
    simulation.wait(24 * 5)
    goals = [
        {"axis": "education_health_development", "activity": "school_return", "goal": "Volver a quinto grado"},
        {"axis": "social_family", "activity": "family_mediation", "goal": "Acuerdos con su abuela"},
        {
            "axis": "institutional_community",
            "activity": "local_committee_referral",
            "goal": "Acompañamiento de la junta",
        },
    ]
    opinion = {"child_opinion": "Quiero estudiar y ayudar a mi abuela", "liaison": "Enlace en origen"}
    simulation.do(officer, "record_reintegration_plan", state="draft", goals=goals, **opinion)
    simulation.wait(24 * 4)
    simulation.do(officer, "record_reintegration_plan", state="agreed_with_child")


def _assess_place(simulation: Simulation) -> None:
    origin = simulation.traits["origin"]
    place = {"origin_risk": "safe", "origin_risk_scope": "municipality", "country": origin}
    simulation.do(simulation.traits["officer"], "record_origin_risk", **place, municipality=TOWNS[origin],
                  sources=SOURCES, told_by="Enlace en origen")  # fmt: skip


_WISH: JsonObject = {
    "whose": "child", "wish": "wants", "own_words": "Sí quiero volver con mi abuela", "freely_given": "yes",
    "information": ["determination", "alternatives", "home", "journey", "change_of_mind", "remedies"],
    "understood": "yes", "language": "spa", "present": ["guardian"],
}  # fmt: skip


def plan_return(simulation: Simulation) -> datetime:
    """Write the return plan and have it approved; return the instant of arrival."""
    officer, origin = simulation.traits["officer"], simulation.traits["origin"]
    wait_for_remedy(simulation)
    if days := simulation.traits.get("days_to_plan"):
        simulation.wait_until(simulation.until - timedelta(days=days))
    _assess_place(simulation)
    arrival = _working_morning(simulation.at + timedelta(days=8), HOME_TIME[origin])
    stage = {"from_place": "Las Ceibas", "to_place": TOWNS[origin], "transport": "bus",
             "arrives_at": arrival.isoformat(),
             "departs_at": (arrival - timedelta(hours=7)).isoformat()}  # fmt: skip
    receivers = [{"role": "caregiver", "name": "Marta Paz"}, {"role": "protection", "name": "Enlace en origen"}]
    plan: JsonObject = {"mode": "assisted_voluntary", "stages": [stage], "arrives_at": arrival.isoformat()}
    simulation.do(officer, "record_return_plan", **plan, destination=TOWNS[origin], receivers=receivers)
    actions = ["approve_return_plan", "execute_return"]
    simulation.do(
        officer, "record_views", actions=actions, child_views="agrees", own_words="Sí quiero volver con mi abuela"
    )
    simulation.do(officer, "record_return_wish", **_WISH)
    simulation.do(officer, "record_return_plan", step="submitted", voluntary="voluntary")
    simulation.wait(24)
    simulation.attempt_signed("record_stay_check", stay_order="no", where_checked="Registro de amparos")
    simulation.traits["approved"] = simulation.attempt_signed(
        "approve_return_plan", reason_codes=["family_unity", "views_of_child"]
    )
    return arrival


def _working_morning(after: datetime, zone: ZoneInfo) -> datetime:
    morning = after.astimezone(zone).replace(hour=10, minute=30, second=0, microsecond=0)
    return morning + timedelta(days=max(0, 7 - morning.weekday()) if morning.weekday() > 4 else 0)


def record_day_before(simulation: Simulation, arrival: datetime) -> None:
    """Record everything that must be on record before departure."""
    officer, origin = simulation.traits["officer"], simulation.traits["origin"]
    simulation.wait_until(arrival - timedelta(hours=30))
    reception = {"origin_reception": "confirmed", "authority": "Protección de la niñez", "officer": "Lic. Ana Sis"}
    receiver = {"receiver_kind": "caregiver", "receiver": "Marta Paz", "receiver_vetted": "yes", "vetted_by": "Junta"}
    where = {"place": "Sede de protección", "received_at": arrival.isoformat()}
    simulation.do(officer, "record_reception_accepted", **reception, **receiver, **where)
    issued = {"step": "issued", "kind": "safe_conduct", "issued_by": "Consulado"}
    simulation.do(
        officer, "record_travel_document", **issued, expires_on=local_day(arrival + timedelta(days=30)).isoformat()
    )
    exam = {"examined_by": "Dra. Hilda Camey, cédula 40112", "examined_at": simulation.at.isoformat()}
    simulation.do(
        "salud1" if simulation.traits.get("health") else officer,
        "record_fitness_to_travel",
        fit_to_travel="yes",
        **exam,
    )
    escort = [{"name": "Rosa Díaz", "institution": "Protección", "trained": True}]
    simulation.do(
        officer, "record_escort", escort="assigned_same_sex" if simulation.traits["girl"] else "assigned", people=escort
    )
    simulation.do(
        officer, "record_consent", purposes=["origin"], decision="granted", given_by="child", own_words="Sí, avísenles"
    )
    to_origin = {"institution": find_institution("protection", origin), "purpose": "return_planning"}
    simulation.attempt(officer, "share_with_origin", **to_origin, fields=["identity", "family"])
    simulation.attempt_signed("record_stay_check", stay_order="no", where_checked="Registro de amparos")
    if simulation.chance.random() < CHANGES_MIND and not simulation.traits.get("certain"):
        simulation.do(
            officer, "record_views", actions=["execute_return"], child_views="disagrees", own_words="Ya no quiero ir"
        )
    checked = ["risk", "health", "family", "asylum"]
    simulation.attempt_signed(
        "record_circumstances_checked", checked=checked, how="Se habló con la niña o niño y con su tutela"
    )


def travel(simulation: Simulation, arrival: datetime) -> None:
    """Record the day of the journey; a child who changed their mind stays."""
    officer = simulation.traits["officer"]
    simulation.wait_until(arrival - timedelta(hours=7))
    ready = {"confirmations": ["child_informed", "safe_transport", "arrival_working_day"]}
    if not simulation.attempt(officer, "execute_return", **ready):
        simulation.do(
            officer, "record_return_plan", step="cancelled", step_reason="No están las condiciones o ya no quiere ir"
        )
        return
    simulation.do(officer, "record_travel_stage", stage="departed", place="Las Ceibas", with_whom="Rosa Díaz")
    simulation.wait_until(arrival)
    handed = {"health_state": "good", "belongings": "Mochila y celular", "documents": "Salvoconducto"}
    people = {"handed_over_by": "Rosa Díaz", "received_by": "Lic. Ana Sis"}
    simulation.do(officer, "record_travel_stage", stage="handed_over", receiver="Lic. Ana Sis", credential="PN-2231")
    simulation.do(officer, "record_handover", **handed, **people)
    comes = simulation.chance.random() > CAREGIVER_MISSES or bool(simulation.traits.get("certain"))
    interview = {"in_private": True, "interviewed_by": "Lic. Ana Sis", "fear_of_return": "no"}
    simulation.do(officer, "record_reception", identity_matched="yes", matched_by=["photo"], **interview,
                  claimant_is_receiver="yes" if comes else "unknown")  # fmt: skip
    received = {"confirmations": ["receiver_accepted"], "release_to_caregiver": comes}
    if simulation.attempt(officer, "receive_return", **received):
        simulation.traits |= {"home": True, "placed": False}


def return_home(simulation: Simulation) -> None:
    """Return the child: from the plan to the reception in the country of origin."""
    arrival = plan_return(simulation)
    if not simulation.traits["approved"]:
        return
    if simulation.at > arrival:
        raise ReachedPresent
    record_day_before(simulation, arrival)
    travel(simulation, arrival)
