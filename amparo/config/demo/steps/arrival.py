"""Steps of arrival: registration, reception, screening."""

from __future__ import annotations

from datetime import date
from typing import Any

from amparo.config.demo.life import Life, ReachedPresent
from amparo.config.demo.steps.directory import find_institution, find_interpreter
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
PLACES = {
    "GTM": ("Todos Santos", "Chiquimula", "Cobán"),
    "HND": ("Choluteca", "Yoro", "La Ceiba"),
    "SLV": ("Usulután", "Cojutepeque", "Metapán"),
}


def register_child(life: Life) -> None:
    """Choose a child and register them, at the border or at protection."""
    _choose_child(life)
    chance, girl = life.chance, life.traits["girl"]
    names = {
        "given": chance.choice(GIRLS if girl else BOYS),
        "first_surname": chance.choice(SURNAMES),
        "second_surname": chance.choice(SURNAMES),
    }
    given = {
        "names": names,
        "sex": "female" if girl else "male",
        "age_or_birth": _choose_birth(life),
        "with_whom": life.traits["with_whom"],
        "protection_agency": life.traits["agency"],
    }
    who = life.pick(("frontera1", 4), ("frontera2", 3), ("policia1", 1), (life.traits["officer"], 3), ("aliada1", 1))
    open_case_by(life, who, **given)


def open_case_by(life: Life, who: str, **given: Any) -> None:
    """Register the child, and declare similar records to be other children."""
    life.traits["registrar"] = who
    try:
        life.do(who, "register", **given)
    except Duplicates as found:
        life.do(who, "register", **given, distinct_from=[candidate["id"] for candidate in found.candidates])


def _choose_child(life: Life) -> None:
    """Choose the child's traits and the office that takes the case."""
    chance = life.chance
    office = chance.choice(("norte", "sur"))
    agency = life.world.agencies["protection-north" if office == "norte" else "protection-south"]
    ages = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 7, 9, 13, 16, 17, 12]
    life.traits |= {
        "origin": chance.choices([code for code, _ in ORIGINS], [weight for _, weight in ORIGINS])[0],
        "age": 17 if "turns_18_at" in life.traits else chance.choices(range(18), ages)[0],
        "girl": chance.random() < 0.45,
        "officer": chance.choice((f"{office}1", f"{office}2")),
        "supervisor": f"{office}.supervision",
        "agency": str(agency.id),
    }


def _choose_birth(life: Life) -> JsonObject:
    """Return a date of birth of some precision, or only an age."""
    chance, age = life.chance, life.traits["age"]
    if turns := life.traits.get("turns_18_at"):
        return {
            "birth_date": turns.date().replace(year=turns.year - 18, day=min(turns.day, 28)).isoformat(),
            "precision": "day",
        }
    if chance.random() < 0.4:
        return {"age_years": age}
    born = date(life.at.year - age, chance.randint(1, 12), chance.randint(1, 28))
    precision = life.pick(("day", 7), ("month", 1), ("year", 2))
    return {"age_years": age} if born > life.at.date() else {"birth_date": born.isoformat(), "precision": precision}


def receive_child(life: Life) -> None:
    """Record the first hours.

    Urgent needs, interpreter, information; sometimes an early act.
    """
    officer, chance = life.traits["officer"], life.chance
    registrar = life.traits["registrar"]
    if registrar.startswith("frontera") and chance.random() < 0.25:
        life.attempt(registrar, "notify_consulate", institution=find_institution("consulate"), fields=["identity"])
    life.wait(1)
    if registrar.startswith("frontera"):
        life.do(registrar, "record_urgent_needs", needs=[{"need": "water_food", "state": "attended"}])
    notifier = registrar if registrar.startswith(("frontera", "policia")) else officer
    life.do(notifier, "record_protection_notified", told="Guardia de protección", how="Teléfono")
    life.wait(1.5)
    language = (
        chance.choice((MAM, QUICHE, CHORTI)) if life.traits["origin"] == "GTM" and chance.random() < 0.45 else "spa"
    )
    life.traits["language"] = language
    needs = "yes" if language != "spa" else "no"
    given: JsonObject = {
        "needs_interpreter": needs,
        "best_language": language,
        "languages": [{"language": language, "level": "fluent"}],
    }
    if needs == "yes" and (who := find_interpreter(language)):
        given |= {"interpreter": who, "interpreter_present": "yes", "interpreter_mode": "video"}
        life.traits["interpreter"] = who
    life.do(officer, "record_interpreter", **given)
    life.do(officer, "record_identity", nationalities=[life.traits["origin"]], country_origin=life.traits["origin"],
            statelessness="none",
            origin_place=chance.choice(PLACES.get(life.traits["origin"], ("Capital",))))  # fmt: skip
    if language != "spa":
        life.do(officer, "record_peoples", indigenous="yes")
    if chance.random() < 0.3:
        life.do(officer, "record_work", work_state="before")
    life.do(
        officer,
        "record_information_given",
        topics=["rights", "process", "asylum", "remedies", "guardian_lawyer"],
        understood="yes",
        language=language,
    )


def screen_child(life: Life) -> None:
    """Screen the child in private, and complete the screening."""
    officer, age = life.traits["officer"], life.age()
    fitting = [item for item in screening_items().values() if item.may_be_used_at(age)]
    present = set(life.traits.get("signs", ()))
    answers = [{"item": item.code, "answer": "present" if item.code in present else "absent"} for item in fitting]
    band = "0_5" if age < 6 else "6_11" if age < 12 else "12_17"
    given: JsonObject = {
        "private_space": True,
        "language": life.traits["language"],
        "band": band,
        "answers": answers,
        "immediate_danger": "no",
    }
    if who := life.traits.get("interpreter"):
        given["interpreter"] = who
    fear = life.traits.get("fear", "no")
    given |= {"fear_of_return": fear, "persecution_agent": life.traits.get("agent", "none"), "companion_risk": "no"}
    if fear == "yes":
        given["feared_countries"] = [life.traits["origin"]]
    life.wait(9)
    if not life.attempt(officer, "screen", **given):
        raise ReachedPresent
    life.wait(12)
    life.traits["complete"] = life.attempt(officer, "complete_screening")
    if life.chance.random() < 0.35:
        life.do(officer, "record_incident",
                types=[life.pick(("robbery", 4), ("extortion", 3), ("abuse_of_authority", 2),
                                 ("physical_violence", 2))],
                phase="transit", country="GTM", author=life.traits.get("author", "unknown"),
                learnt_in="screening")  # fmt: skip
