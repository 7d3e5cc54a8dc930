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

from amparo.config.demo.simulation import ReachedPresent, Simulation
from amparo.config.demo.steps.arrival import open_case_by, receive_child
from amparo.config.demo.world import World
from amparo.ledger.json import JsonObject

type Reports = Mapping[str, UUID]


def register_and_receive(
    simulation: Simulation, who: str, office: str, origin: str, birth_place: str = "", **answers: Any
) -> None:
    """Register and receive the child, not knowing the report or other record."""
    agency = simulation.world.agencies["protection-north" if office == "norte" else "protection-south"]
    simulation.traits |= {"officer": f"{office}1", "supervisor": f"{office}.supervision", "origin": origin}
    open_case_by(simulation, who, **answers, with_whom="unaccompanied", protection_agency=str(agency.id))
    receive_child(simulation)
    if birth_place:
        simulation.do(f"{office}1", "record_identity", birth_place=birth_place)


def record_comparison(simulation: Simulation, who: str, report: UUID, verdict: str, why: str) -> None:
    """Record the verdict of a person who compares the child with a report."""
    simulation.at += timedelta(hours=5)
    simulation.do(who, "record_report_match", report=str(report), verdict=verdict, why=why)


def register_lost_boy(simulation: Simulation, _: Reports) -> None:
    """Register a boy under a misheard name.

    Nobody has compared him with the report yet.
    """
    names = {"given": "Jeyson Adonay", "first_surname": "Pineda", "second_surname": "Mejia"}
    register_and_receive(
        simulation, "frontera1", "sur", "HND", "San Pedro Sula", names=names, sex="male", age_or_birth={"age_years": 8}
    )


def register_before_report(simulation: Simulation, _: Reports) -> None:
    """Register a girl three days before her mother reports her missing."""
    names = {"given": "Emily", "first_surname": "Soc"}
    register_and_receive(
        simulation, "policia1", "norte", "GTM", names=names, sex="female", age_or_birth={"age_years": 10}
    )


def register_confirmed_girl(simulation: Simulation, reports: Reports) -> None:
    """Register a girl whom two people identify as the granddaughter in a report."""
    names = {"given": "Juana", "first_surname": "Peres", "second_surname": "Ordoñez"}
    register_and_receive(
        simulation,
        "frontera2",
        "norte",
        "GTM",
        "Comitancillo",
        names=names,
        sex="female",
        age_or_birth={"age_years": 13},
    )
    report = reports["report_for_mam_speaker"]
    record_comparison(
        simulation,
        "norte1",
        report,
        "same",
        "Habló de su abuelo, don Chepe, y de la maestra Lety sin que se le preguntara",
    )
    record_comparison(
        simulation,
        "norte.supervision",
        report,
        "same",
        "Leído con la intérprete: coinciden el abuelo, la escuela y la aldea",
    )


def register_similar_woman(simulation: Simulation, reports: Reports) -> None:
    """Register a young woman similar to a report who is another person."""
    names = {"given": "Dayanna", "first_surname": "Orellana"}
    birth = {"birth_date": "2010-02-01", "precision": "month"}
    register_and_receive(simulation, "norte1", "norte", "MEX", names=names, sex="female", age_or_birth=birth)
    record_comparison(
        simulation,
        "norte1",
        reports["report_by_consulate"],
        "not_same",
        "Sus padres viven con ella en la ciudad y nadie de su familia la busca",
    )


_REGISTERED_TWICE: JsonObject = {"sex": "female", "age_or_birth": {"birth_date": "2012-11-23", "precision": "day"}}


def register_by_partner(simulation: Simulation, _: Reports) -> None:
    """Register a girl found by an organisation."""
    names = {"given": "Rosmery Araceli", "first_surname": "Batz", "second_surname": "Ical"}
    register_and_receive(simulation, "aliada1", "sur", "GTM", names=names, **_REGISTERED_TWICE)


def register_again(simulation: Simulation, _: Reports) -> None:
    """Register the same girl again, a week later at the border."""
    names = {"given": "Rosmeri", "first_surname": "Bats", "second_surname": "Ical"}
    register_and_receive(simulation, "frontera2", "sur", "GTM", names=names, **_REGISTERED_TWICE)


ARRIVALS = (
    (register_lost_boy, 1.5), (register_before_report, 3), (register_confirmed_girl, 10), (register_similar_woman, 8),
    (register_by_partner, 9), (register_again, 2),
)  # fmt: skip
"""The scenarios, and how many days ago each began."""


def simulate_arrivals(world: World, until: datetime, reports: Reports) -> None:
    """Simulate all these children. `reports`: ids by the name of their scenario."""
    for number, (scenario, days) in enumerate(ARRIVALS):
        chance = random.Random(f"amparo-met-{number}")  # noqa: S311  invented cases, no secrets
        simulation = Simulation(world, chance, until - timedelta(days=days), until)
        with suppress(ReachedPresent):
            scenario(simulation, reports)
        simulation.do_routine_work()
