"""Steps of a return: preparation, plan, journey, reception."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from amparo.config.demo.life import Life, ReachedPresent
from amparo.config.demo.steps.directory import find_institution
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


def can_return_home(life: Life) -> bool:
    """Return whether the demo has a receiving agency in the country of origin."""
    return life.traits["origin"] in HOME_TIME


def prepare_return(life: Life) -> None:
    """Record the place, the home and the reintegration plan."""
    officer, origin = life.traits["officer"], life.traits["origin"]
    life.do(officer, "record_relationship_check", relationship_verified="yes", method=["civil_record"])
    place = {
        "origin_risk": "safe",
        "origin_risk_scope": "municipality",
        "country": origin,
        "municipality": TOWNS[origin],
    }
    life.do(officer, "record_origin_risk", **place, sources=SOURCES, told_by="Enlace en origen")
    home = {"home_assessment": "positive", "home_country": origin, "caregiver": "Marta Paz", "relation": "grandparent"}
    life.do(officer, "record_home_assessment", **home, caregiver_willing_able="yes", findings="Escuela a diez minutos")
    life.do(officer, "record_travel_document", step="requested", kind="safe_conduct", told_by="Consulado")
    life.wait(24 * 5)
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
    life.do(officer, "record_reintegration_plan", state="draft", goals=goals, **opinion)
    life.wait(24 * 4)
    life.do(officer, "record_reintegration_plan", state="agreed_with_child")


def plan_return(life: Life) -> datetime:
    """Write the return plan and have it approved; return the instant of arrival."""
    officer, origin = life.traits["officer"], life.traits["origin"]
    life.wait_until(life.at + timedelta(days=17))  # the remedy's window closes
    arrival = _working_morning(life.at + timedelta(days=8), HOME_TIME[origin])
    stage = {"from_place": "Las Ceibas", "to_place": TOWNS[origin], "transport": "bus",
             "arrives_at": arrival.isoformat(),
             "departs_at": (arrival - timedelta(hours=7)).isoformat()}  # fmt: skip
    receivers = [{"role": "caregiver", "name": "Marta Paz"}, {"role": "protection", "name": "Enlace en origen"}]
    plan: JsonObject = {"mode": "assisted_voluntary", "stages": [stage], "arrives_at": arrival.isoformat()}
    life.do(officer, "record_return_plan", **plan, destination=TOWNS[origin], receivers=receivers)
    actions = ["approve_return_plan", "execute_return"]
    life.do(officer, "record_views", actions=actions, child_views="agrees", own_words="Sí quiero volver con mi abuela")
    life.do(officer, "record_return_plan", step="submitted")
    life.wait(24)
    life.attempt_signed("record_stay_check", stay_order="no", where_checked="Registro de amparos")
    life.traits["approved"] = life.attempt_signed(
        "approve_return_plan", reason_codes=["family_unity", "views_of_child"]
    )
    return arrival


def _working_morning(after: datetime, zone: ZoneInfo) -> datetime:
    morning = after.astimezone(zone).replace(hour=10, minute=30, second=0, microsecond=0)
    return morning + timedelta(days=max(0, 7 - morning.weekday()) if morning.weekday() > 4 else 0)


def record_day_before(life: Life, arrival: datetime) -> None:
    """Record everything that must be on record before departure."""
    officer, origin = life.traits["officer"], life.traits["origin"]
    life.wait_until(arrival - timedelta(hours=30))
    reception = {"origin_reception": "confirmed", "authority": "Protección de la niñez", "officer": "Lic. Ana Sis"}
    receiver = {"receiver_kind": "caregiver", "receiver": "Marta Paz", "receiver_vetted": "yes", "vetted_by": "Junta"}
    where = {"place": "Sede de protección", "received_at": arrival.isoformat()}
    life.do(officer, "record_reception_accepted", **reception, **receiver, **where)
    issued = {"step": "issued", "kind": "safe_conduct", "issued_by": "Consulado"}
    life.do(officer, "record_travel_document", **issued, expires_on=(arrival + timedelta(days=30)).date().isoformat())
    exam = {"examined_by": "Dra. Hilda Camey, cédula 40112", "examined_at": life.at.isoformat()}
    life.do("salud1" if life.traits.get("health") else officer, "record_fitness_to_travel", fit_to_travel="yes", **exam)
    escort = [{"name": "Rosa Díaz", "institution": "Protección", "trained": True}]
    life.do(officer, "record_escort", escort="assigned_same_sex" if life.traits["girl"] else "assigned", people=escort)
    life.do(
        officer, "record_consent", purposes=["origin"], decision="granted", given_by="child", own_words="Sí, avísenles"
    )
    to_origin = {"institution": find_institution("protection", origin), "purpose": "return_planning"}
    life.attempt(officer, "share_with_origin", **to_origin, fields=["identity", "family"])
    life.attempt_signed("record_stay_check", stay_order="no", where_checked="Registro de amparos")
    if life.chance.random() < CHANGES_MIND:
        life.do(
            officer, "record_views", actions=["execute_return"], child_views="disagrees", own_words="Ya no quiero ir"
        )
    checked = ["risk", "health", "family", "asylum"]
    life.attempt_signed(
        "record_circumstances_checked", checked=checked, how="Se habló con la niña o niño y con su tutela"
    )


def travel(life: Life, arrival: datetime) -> None:
    """Record the day of the journey; a child who changed their mind stays."""
    officer = life.traits["officer"]
    life.wait_until(arrival - timedelta(hours=7))
    ready = {"confirmations": ["child_informed", "safe_transport", "arrival_working_day"]}
    if not life.attempt(officer, "execute_return", **ready):
        life.do(
            officer, "record_return_plan", step="cancelled", step_reason="No están las condiciones o ya no quiere ir"
        )
        return
    life.do(officer, "record_travel_stage", stage="departed", place="Las Ceibas", with_whom="Rosa Díaz")
    life.wait_until(arrival)
    handed = {"health_state": "good", "belongings": "Mochila y celular", "documents": "Salvoconducto"}
    people = {"handed_over_by": "Rosa Díaz", "received_by": "Lic. Ana Sis"}
    life.do(officer, "record_travel_stage", stage="handed_over", receiver="Lic. Ana Sis", credential="PN-2231")
    life.do(officer, "record_handover", **handed, **people)
    comes = life.chance.random() > CAREGIVER_MISSES
    interview = {"in_private": True, "interviewed_by": "Lic. Ana Sis", "fear_of_return": "no"}
    life.do(officer, "record_reception", identity_matched="yes", matched_by=["photo"], **interview,
            claimant_is_receiver="yes" if comes else "unknown")  # fmt: skip
    received = {"confirmations": ["receiver_accepted"], "release_to_caregiver": comes}
    if life.attempt(officer, "receive_return", **received):
        life.traits |= {"home": True, "placed": False}


def return_home(life: Life) -> None:
    """Return the child: from the plan to the reception in the country of origin."""
    arrival = plan_return(life)
    if not life.traits["approved"]:
        return
    if life.at > arrival:
        raise ReachedPresent
    record_day_before(life, arrival)
    travel(life, arrival)
