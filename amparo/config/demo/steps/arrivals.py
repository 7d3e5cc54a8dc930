"""Children who are also in a missing-child report, or registered twice.

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
from amparo.ledger.json import JsonObject

type Reports = Mapping[str, UUID]


def register_and_receive(life: Life, who: str, office: str, origin: str, birth_place: str = "", **answers: Any) -> None:
    """Register and receive the child, not knowing the report or other record."""
    agency = life.world.agencies["protection-north" if office == "norte" else "protection-south"]
    life.traits |= {"officer": f"{office}1", "supervisor": f"{office}.supervision", "origin": origin}
    open_case_by(life, who, **answers, with_whom="unaccompanied", protection_agency=str(agency.id))
    receive_child(life)
    if birth_place:
        life.do(f"{office}1", "record_identity", birth_place=birth_place)


def record_comparison(life: Life, who: str, report: UUID, verdict: str, why: str) -> None:
    """Record the verdict of a person who compares the child with a report."""
    life.at += timedelta(hours=5)
    life.do(who, "record_report_match", report=str(report), verdict=verdict, why=why)


def yeison(life: Life, _: Reports) -> None:
    """Register a boy under a misheard name.

    Nobody has compared him with the report yet.
    """
    names = {"given": "Jeyson Adonay", "first_surname": "Pineda", "second_surname": "Mejia"}
    register_and_receive(
        life, "frontera1", "sur", "HND", "San Pedro Sula", names=names, sex="male", age_or_birth={"age_years": 8}
    )


def emely(life: Life, _: Reports) -> None:
    """Register a girl three days before her mother reports her missing."""
    names = {"given": "Emily", "first_surname": "Soc"}
    register_and_receive(life, "policia1", "norte", "GTM", names=names, sex="female", age_or_birth={"age_years": 10})


def juana(life: Life, reports: Reports) -> None:
    """Register a girl whom two people identify as the granddaughter in a report."""
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
    """Register a young woman similar to a report who is another person."""
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


_TWICE: JsonObject = {"sex": "female", "age_or_birth": {"birth_date": "2012-11-23", "precision": "day"}}


def brought_by_a_partner(life: Life, _: Reports) -> None:
    """Register a girl found by an organisation."""
    names = {"given": "Rosmery Araceli", "first_surname": "Batz", "second_surname": "Ical"}
    register_and_receive(life, "aliada1", "sur", "GTM", names=names, **_TWICE)


def found_again(life: Life, _: Reports) -> None:
    """Register the same girl again, a week later at the border."""
    names = {"given": "Rosmeri", "first_surname": "Bats", "second_surname": "Ical"}
    register_and_receive(life, "frontera2", "sur", "GTM", names=names, **_TWICE)


ARRIVALS = (
    (yeison, 1.5), (emely, 3), (juana, 10), (dayana, 8), (brought_by_a_partner, 9), (found_again, 2),
)  # fmt: skip
"""The stories, and how many days ago each began."""


def arrive_all(world: World, until: datetime, reports: Reports) -> None:
    """Simulate all these children. `reports`: ids by the name of their story."""
    for number, (story, days) in enumerate(ARRIVALS):
        chance = random.Random(f"amparo-met-{number}")  # noqa: S311  invented lives, no secrets
        life = Life(world, chance, until - timedelta(days=days), until)
        with suppress(ReachedPresent):
            story(life, reports)
        life.do_routine_work()
