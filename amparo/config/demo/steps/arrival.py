"""Steps of arrival: registration, reception, screening."""

from __future__ import annotations

from datetime import date
from typing import Any

from amparo.config.demo.simulation import ReachedPresent, Simulation
from amparo.config.demo.steps.directory import find_institution, find_interpreter
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.protection.screening.items import screening_items
from amparo.registry.problems import Duplicates

MAM, QUICHE, CHORTI = "mam", "quc", "caa"
GIRLS = (
    "Ixchel",
    "Marisol",
    "Yesenia",
    "Brisa",
    "Nayeli",
    "Dulce María",
    "Wendy",
    "Elsa",
    "Cristel",
    "Antonia",
    "Lourdes",
    "Keyli",
    "Rosmery",
    "Juana",
    "Alondra",
    "Mirna",
)
BOYS = (
    "Elmer",
    "Yeison",
    "Domingo",
    "Byron",
    "Osmar",
    "Wilmer",
    "Santos",
    "Josué",
    "Kevin",
    "Mateo",
    "Nelson",
    "Camilo",
    "Darwin",
    "Isaías",
    "Rony",
    "Gaspar",
)
SURNAMES = (
    "Pérez",
    "Tzoc",
    "Mejía",
    "Ramírez",
    "Xol",
    "Ajú",
    "Zelaya",
    "Cruz",
    "Portillo",
    "Caal",
    "Núñez",
    "Lemus",
    "Batz",
    "Orellana",
    "Rivas",
    "Sis",
    "Chávez",
    "Amador",
    "Alvarado",
    "Ical",
    "Guevara",
    "Ortiz",
)
ORIGINS = (("GTM", 38), ("HND", 28), ("SLV", 16), ("NIC", 6), ("VEN", 6), ("HTI", 3), ("ECU", 3))
_URGENT = ("care_safety", "health")
_NO_TRANSPORT = "La carretera está cortada por la lluvia: protección no puede recoger hoy a la niña o niño"
PLACES = {
    "GTM": ("Todos Santos", "Chiquimula", "Cobán"),
    "HND": ("Choluteca", "Yoro", "La Ceiba"),
    "SLV": ("Usulután", "Cojutepeque", "Metapán"),
}


def register_child(simulation: Simulation) -> None:
    """Choose a child and register them, at the border or at protection."""
    _choose_child(simulation)
    chance, girl = simulation.chance, simulation.traits["girl"]
    names = {
        "given": chance.choice(GIRLS if girl else BOYS),
        "first_surname": chance.choice(SURNAMES),
        "second_surname": chance.choice(SURNAMES),
    }
    given = {
        "names": names,
        "sex": "female" if girl else "male",
        "age_or_birth": _choose_birth(simulation),
        "with_whom": simulation.traits["with_whom"],
        "protection_agency": simulation.traits["agency"],
    }
    officer = simulation.traits["officer"]
    who = simulation.pick(("frontera1", 4), ("frontera2", 3), ("policia1", 1), (officer, 3), ("aliada1", 1))
    open_case_by(simulation, who, **given)


def open_case_by(simulation: Simulation, who: str, **given: Any) -> None:
    """Register the child, and declare similar records to be other children."""
    simulation.traits["registrar"] = who
    try:
        simulation.do(who, "register", **given)
    except Duplicates as found:
        simulation.do(who, "register", **given, distinct_from=[candidate["id"] for candidate in found.candidates])


def _choose_child(simulation: Simulation) -> None:
    """Choose the child's traits and the office that takes the case."""
    chance = simulation.chance
    office = chance.choice(("norte", "sur"))
    agency = simulation.world.agencies["protection-north" if office == "norte" else "protection-south"]
    ages = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 7, 9, 13, 16, 17, 12]
    chosen = {
        "origin": chance.choices([code for code, _ in ORIGINS], [weight for _, weight in ORIGINS])[0],
        "age": 17 if "turns_18_at" in simulation.traits else chance.choices(range(18), ages)[0],
        "girl": chance.random() < 0.45,
        "officer": chance.choice((f"{office}1", f"{office}2")),
        "supervisor": f"{office}.supervision",
        "agency": str(agency.id),
    }
    simulation.traits = chosen | simulation.traits


def _choose_birth(simulation: Simulation) -> JsonObject:
    """Return a date of birth of some precision, or only an age."""
    chance, age = simulation.chance, simulation.traits["age"]
    if turns := simulation.traits.get("turns_18_at"):
        day = local_day(turns)
        return {
            "birth_date": day.replace(year=day.year - 18, day=min(day.day, 28)).isoformat(),
            "precision": "day",
        }
    if chance.random() < 0.4:
        return {"age_years": age}
    born = date(simulation.at.year - age, chance.randint(1, 12), chance.randint(1, 28))
    precision = simulation.pick(("day", 7), ("month", 1), ("year", 2))
    return (
        {"age_years": age}
        if born > local_day(simulation.at)
        else {"birth_date": born.isoformat(), "precision": precision}
    )


def receive_child(simulation: Simulation) -> None:
    """Record the first hours.

    Urgent needs, interpreter, information; sometimes an early act.
    """
    officer = simulation.traits["officer"]
    _meet(simulation)
    simulation.wait(1.5)
    if simulation.chance.random() < 0.85:
        simulation.do(officer, "record_guardianship", step="requested")
    _find_a_common_language(simulation)
    _ask_who_the_child_is(simulation)
    simulation.do(
        officer,
        "record_information_given",
        topics=["rights", "process", "asylum", "remedies", "guardian_lawyer"],
        understood="yes",
        language=simulation.traits["language"],
    )


def _meet(simulation: Simulation) -> None:
    """See to what is urgent, where the child was met, and bring them to protection."""
    registrar = simulation.traits["registrar"]
    is_at_border = registrar.startswith("frontera")
    if is_at_border and simulation.chance.random() < 0.25:
        consulate = find_institution("consulate")
        simulation.attempt(registrar, "notify_consulate", institution=consulate, fields=["identity"])
    simulation.wait(0.3)
    if is_at_border:
        simulation.do(registrar, "record_urgent_needs", needs=[{"need": "water_food", "state": "attended"}])
    is_held = registrar.startswith(("frontera", "policia"))
    notifier = registrar if is_held else simulation.traits["officer"]
    simulation.do(notifier, "record_protection_notified", told="Guardia de protección", how="Teléfono")
    if is_held:
        _hand_over(simulation, registrar)


def _find_a_common_language(simulation: Simulation) -> None:
    """Note the language that the child speaks best, and an interpreter."""
    chance, traits = simulation.chance, simulation.traits
    is_maya = traits["origin"] == "GTM" and chance.random() < 0.45
    language = chance.choice((MAM, QUICHE, CHORTI)) if is_maya else "spa"
    traits["language"] = language
    given: JsonObject = {
        "needs_interpreter": "yes" if is_maya else "no",
        "best_language": language,
        "languages": [{"language": language, "level": "fluent"}],
    }
    if is_maya and (who := find_interpreter(language)):
        given |= {"interpreter": who, "interpreter_present": "yes", "interpreter_mode": "video"}
        traits["interpreter"] = who
    simulation.do(traits["officer"], "record_interpreter", **given)


def _ask_who_the_child_is(simulation: Simulation) -> None:
    chance, traits = simulation.chance, simulation.traits
    simulation.do(
        traits["officer"],
        "record_identity",
        nationalities=[traits["origin"]],
        country_origin=traits["origin"],
        statelessness="none",
        origin_place=chance.choice(PLACES.get(traits["origin"], ("Capital",))),
    )
    if traits["language"] != "spa":
        simulation.do(traits["officer"], "record_peoples", indigenous="yes")
    if chance.random() < 0.3:
        simulation.do(traits["officer"], "record_work", work_state="before")


def _hand_over(simulation: Simulation, registrar: str) -> None:
    """Hand the child over to protection; for one in seven nobody can come that day."""
    if simulation.chance.random() < 0.14 or simulation.traits.get("road_is_cut"):
        simulation.do(registrar, "record_new_information", kind="other", text=_NO_TRANSPORT)
        return
    simulation.wait(0.3)
    handed = {"health_state": "good", "belongings": "Mochila", "documents": "Ninguno"}
    people = {"handed_over_by": "Turno de la frontera", "received_by": "Guardia de protección"}
    simulation.do(registrar, "record_handover", **handed, **people)
    confirmed = ["receiver_accepted", "child_informed", "safe_transport"]
    simulation.attempt(registrar, "transfer_custody", to_custody="protection_authority", confirmations=confirmed)


def screen_child(simulation: Simulation) -> None:
    """Screen the child in private, and complete the screening."""
    officer, age = simulation.traits["officer"], simulation.age()
    fitting = [item for item in screening_items().values() if item.may_be_used_at(age)]
    present = set(simulation.traits.get("signs", ()))
    answers = [{"item": item.code, "answer": "present" if item.code in present else "absent"} for item in fitting]
    band = "0_5" if age < 6 else "6_11" if age < 12 else "12_17"
    given: JsonObject = {
        "private_space": True,
        "language": simulation.traits["language"],
        "band": band,
        "answers": answers,
        "immediate_danger": "no",
    }
    if who := simulation.traits.get("interpreter"):
        given["interpreter"] = who
    fear = simulation.traits.get("fear", "no")
    given |= {
        "fear_of_return": fear,
        "persecution_agent": simulation.traits.get("agent", "none"),
        "companion_risk": "no",
    }
    if fear == "yes":
        given["feared_countries"] = [simulation.traits["origin"]]
    simulation.wait(9)
    if not simulation.attempt(officer, "screen", **given):
        raise ReachedPresent
    simulation.wait(12)
    simulation.traits["complete"] = simulation.attempt(officer, "complete_screening")
    if simulation.chance.random() < 0.9 and not simulation.traits.get("assessed_later"):
        _assess_rapidly(simulation)
    if simulation.chance.random() < 0.35:
        simulation.do(officer, "record_incident",
                      types=[simulation.pick(("robbery", 4), ("extortion", 3), ("abuse_of_authority", 2),
                                             ("physical_violence", 2))],
                      phase="transit", country="GTM", author=simulation.traits.get("author", "unknown"),
                      learnt_in="screening")  # fmt: skip


def _assess_rapidly(simulation: Simulation) -> None:
    """Begin the assessment with what is urgent."""
    factors = [{"factor": factor, "risk_level": "low", "evidence": "Lo que dijo al llegar"} for factor in _URGENT]
    plan = "Lugar seguro, tutela e intérprete"
    simulation.do(simulation.traits["officer"], "record_bia", factors=factors, immediate_plan=plan)
