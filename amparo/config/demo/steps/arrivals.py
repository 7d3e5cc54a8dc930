"""Children who are here and whom others know too: sought under another spelling, or registered twice.

Which reports and records are of one child the node finds by itself, once its worker runs.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from amparo.config.demo.life import Life, ReachedPresent
from amparo.config.demo.steps.arrival import open_case_by, receive_child
from amparo.config.demo.world import World

type Reports = Mapping[str, UUID]


def register_and_receive(life: Life, who: str, office: str, origin: str, birth_place: str = "", **answers: Any) -> None:
    """Registered and received, by people who know nothing of the report or of the other record."""
    agency = life.world.agencies["protection-north" if office == "norte" else "protection-south"]
    life.traits |= {"officer": f"{office}1", "supervisor": f"{office}.supervision", "origin": origin}
    open_case_by(life, who, **answers, with_whom="unaccompanied", protection_agency=str(agency.id))
    receive_child(life)
    if birth_place:
        life.do(f"{office}1", "record_identity", birth_place=birth_place)


def record_comparison(life: Life, who: str, report: UUID, verdict: str, why: str) -> None:
    """Somebody compares the child with a report, and says what they find."""
    life.at += timedelta(hours=5)
    life.do(who, "record_report_match", report=str(report), verdict=verdict, why=why)


def yeison(life: Life, _: Reports) -> None:
    """Written as a border officer heard it: nobody has compared him with his mother's report yet."""
    names = {"given": "Jeyson Adonay", "first_surname": "Pineda", "second_surname": "Mejia"}
    register_and_receive(
        life, "frontera1", "sur", "HND", "San Pedro Sula", names=names, sex="male", age_or_birth={"age_years": 8}
    )


def emely(life: Life, _: Reports) -> None:
    """Here for three days when her mother comes."""
    names = {"given": "Emily", "first_surname": "Soc"}
    register_and_receive(life, "policia1", "norte", "GTM", names=names, sex="female", age_or_birth={"age_years": 10})


def juana(life: Life, reports: Reports) -> None:
    """The granddaughter of the grandfather who speaks Mam: two people find so."""
    names = {"given": "Juana", "first_surname": "Peres", "second_surname": "Ordoñez"}
    register_and_receive(
        life, "frontera2", "norte", "GTM", "Comitancillo", names=names, sex="female", age_or_birth={"age_years": 13}
    )
    report = reports["mam_speaker"]
    record_comparison(
        life, "norte1", report, "same", "Habló de su abuelo, don Chepe, y de la maestra Lety sin que se le preguntara"
    )
    record_comparison(
        life, "norte.supervision", report, "same", "Leído con la intérprete: coinciden el abuelo, la escuela y la aldea"
    )


def dayana(life: Life, reports: Reports) -> None:
    """Alike by name and age, and yet another young woman."""
    names = {"given": "Dayanna", "first_surname": "Orellana"}
    birth = {"birth_date": "2010-02-01", "precision": "month"}
    register_and_receive(life, "norte1", "norte", "MEX", names=names, sex="female", age_or_birth=birth)
    record_comparison(
        life,
        "norte1",
        reports["dayana"],
        "not_same",
        "Sus padres viven con ella en la ciudad y nadie de su familia la busca",
    )


_TWICE: dict[str, Any] = {"sex": "female", "age_or_birth": {"birth_date": "2012-11-23", "precision": "day"}}


def brought_by_a_partner(life: Life, _: Reports) -> None:
    """Registered by an organisation that found her …"""
    names = {"given": "Rosmery Araceli", "first_surname": "Batz", "second_surname": "Ical"}
    register_and_receive(life, "aliada1", "sur", "GTM", names=names, **_TWICE)


def found_again(life: Life, _: Reports) -> None:
    """… and a week later again, at the border, by people who may not know of that."""
    names = {"given": "Rosmeri", "first_surname": "Bats", "second_surname": "Ical"}
    register_and_receive(life, "frontera2", "sur", "GTM", names=names, **_TWICE)


ARRIVALS = (
    (yeison, 1.5), (emely, 3), (juana, 10), (dayana, 8), (brought_by_a_partner, 9), (found_again, 2),
)  # fmt: skip
"""What happened, and how many days ago it began."""


def arrive_all(world: World, until: datetime, reports: Reports) -> None:
    """Every one of these children, each from their own day on. `reports`: ids by the name of the story."""
    for number, (story, days) in enumerate(ARRIVALS):
        chance = random.Random(f"amparo-met-{number}")  # noqa: S311  invented lives, no secrets
        life = Life(world, chance, until - timedelta(days=days), until)
        with suppress(ReachedPresent):
            story(life, reports)
        life.do_routine_work()
