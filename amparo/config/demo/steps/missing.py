"""Missing-child reports of families, consulates and organisations."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from amparo.config.demo.simulation import ReachedPresent, Simulation
from amparo.config.demo.steps.directory import find_institution
from amparo.config.demo.world import World
from amparo.ledger.days import local_day

ALL_CONSENTS = ["search", "sharing", "bulletin"]


def report_missing(simulation: Simulation, who: str, **answers: Any) -> None:
    """Open a report as this person."""
    simulation.traits |= {"officer": "norte1", "supervisor": "norte.supervision"}
    common = {
        "searcher": "family",
        "proof": ["photographs"],
        "languages": ["spa"],
        "consents": ALL_CONSENTS,
        "urgency": "normal",
        "last_news_on": local_day(simulation.at - timedelta(days=9)).isoformat(),
        "searcher_phone": f"+504 9{simulation.chance.randrange(100, 999)} {simulation.chance.randrange(1000, 9999)}",
    }
    simulation.do(who, "report_missing", **common | answers)


def alert_authorities(simulation: Simulation) -> None:
    """Alert the authorities, and inform the family."""
    simulation.at += timedelta(minutes=35)
    simulation.do(
        "busqueda1",
        "record_report_alert",
        protocols=["search_commission", "border_notice"],
        institutions=[find_institution("prosecutor")],
        alerted_by="Nora Pech Uc",
        reference=f"B-{simulation.chance.randrange(1000, 9999)}",
    )
    simulation.at += timedelta(hours=5)
    simulation.do("busqueda1", "record_family_told", told="search_goes_on", means="telephone", whom="Quien busca")


def issue_bulletin(simulation: Simulation, **more: Any) -> str:
    """Issue a bulletin, and return its id."""
    simulation.at += timedelta(hours=2)
    outcome = simulation.do(
        "busqueda1",
        "issue_bulletin",
        parts=["names", "age", "nationalities"],
        last_seen_country="GTM",
        last_seen_state="Huehuetenango",
        expires_on=local_day(simulation.at + timedelta(days=25)).isoformat(),
        recipients=[find_institution("health"), find_institution("ngo")],
        **more,
    )
    return str(outcome.entry["bulletin"]) if outcome.entry else ""


def report_lost_boy(simulation: Simulation) -> None:
    """Report a boy of seven, lost by his mother; a hospital acknowledges the bulletin."""
    report_missing(
        simulation, "aliada1", names={"given": "Yeison Adonay", "first_surname": "Pineda", "second_surname": "Mejía"},
        sex="male",
        age_or_birth={"age_years": 7}, nationalities=["HND"], birth_place="San Pedro Sula, Cortés",
        relatives=[{"name": "Marielos", "relation": "mother"}], marks="Lunar en la mejilla izquierda",
        clothes="Playera roja",
        pet="Canelo, un perro", song="La canción de los pollitos", last_news_country="GTM",
        last_news_place="El Naranjo",
        last_seen_with="Un vecino que los guiaba", urgency="high", urgency_reasons=["young_age", "route_danger"],
        searcher_name="Marielos Mejía", relation="mother",
    )  # fmt: skip
    alert_authorities(simulation)
    issued = issue_bulletin(simulation)
    simulation.at += timedelta(hours=3)
    simulation.do(
        "salud1", "record_bulletin_acknowledged", bulletin=issued, received_by="Hilda Camey Rax", means="on_node"
    )
    simulation.wait(30)
    simulation.do(
        "busqueda1",
        "record_report_news",
        learnt="Una señora cree haberle visto en un albergue",
        last_news_place="La Técnica",
    )


def report_by_consulate(simulation: Simulation) -> None:
    """Report a young woman, as a consulate."""
    report_missing(
        simulation, "consul1", names={"given": "Dayana", "first_surname": "Orellana"}, sex="female",
        age_or_birth={"birth_date": "2010-02-01", "precision": "month"}, nationalities=["MEX"], searcher="consulate",
        searcher_name="Consulado de México en Puerto Sereno", proof=["official_letter"], last_news_country="GTM",
        consents=["search", "sharing"],
    )  # fmt: skip
    alert_authorities(simulation)


def report_for_mam_speaker(simulation: Simulation) -> None:
    """Report a girl, for a grandfather who speaks Mam; the search is reviewed."""
    report_missing(
        simulation, "busqueda1", names={"given": "Juana", "first_surname": "Pérez", "second_surname": "Ordóñez"},
        sex="female",
        age_or_birth={"age_years": 13}, nationalities=["GTM"], languages=["mam"],
        birth_place="Comitancillo, San Marcos",
        relatives=[{"name": "Don Chepe", "relation": "grandparent"}], searcher_name="José Pérez",
        relation="grandparent",
        searcher_language="mam", school="La maestra Lety", last_news_country="MEX",
    )  # fmt: skip
    alert_authorities(simulation)
    simulation.wait(24 * 20)
    simulation.do(
        "norte1", "record_report_review", tried="Albergues y hospitales de la ruta", next_steps="Preguntar en el norte"
    )


def report_of_returned_boy(simulation: Simulation) -> None:
    """Report a boy who then calls home: the report is closed."""
    report_missing(
        simulation, "norte1", names={"given": "Kevin", "first_surname": "Lemus"}, sex="male",
        age_or_birth={"age_years": 16},
        nationalities=["SLV"], searcher_name="Ana Lemus", relation="aunt_uncle", last_news_country="MEX",
    )  # fmt: skip
    alert_authorities(simulation)
    simulation.wait(24 * 6)
    simulation.do("norte1", "close_report", outcome="returned_by_self", text="Llamó a su tía y ella lo confirmó")
    simulation.at += timedelta(hours=4)
    simulation.do("norte1", "record_family_told", told="ended", means="telephone", whom="Ana Lemus")


def report_then_withdrawn(simulation: Simulation) -> None:
    """Report a girl who fled from the person who searches: the report is withdrawn."""
    report_missing(
        simulation, "enlace1", names={"given": "Brenda", "first_surname": "Zelaya"}, sex="female",
        age_or_birth={"age_years": 15},
        nationalities=["HND"], searcher_name="Rolando Zúniga", relation="step_parent", proof=["none_seen"],
        consents=["search"],
    )  # fmt: skip
    simulation.wait(24)
    simulation.do(
        "norte.supervision", "withdraw_report", withdrawn_by="protection", reason="searcher_danger",
        text="La abuela contó por qué se fue de la casa",
    )  # fmt: skip


def report_of_this_morning(simulation: Simulation) -> None:
    """Report a girl this morning: nobody is alerted yet."""
    report_missing(
        simulation, "aliada1", names={"given": "Emely", "first_surname": "Soc"}, sex="female",
        age_or_birth={"age_years": 10},
        nationalities=["GTM"], searcher_name="Petrona Soc", relation="mother", urgency="high",
        urgency_reasons=["young_age"],
        last_news_country="MEX", last_news_place="La terminal de Tapachula",
    )  # fmt: skip


REPORTS: tuple[tuple[Callable[[Simulation], None], int], ...] = (
    (report_lost_boy, 6), (report_by_consulate, 19), (report_for_mam_speaker, 41), (report_of_returned_boy, 30),
    (report_then_withdrawn, 12), (report_of_this_morning, 0),
)  # fmt: skip
"""The scenarios, and how many days ago each began."""


def simulate_reports(world: World, until: datetime) -> dict[str, UUID]:
    """Simulate all reports; return their ids by the name of the scenario."""
    ids = {}
    for number, (scenario, days) in enumerate(REPORTS):
        chance = random.Random(f"amparo-report-{number}")  # noqa: S311  invented cases, no secrets
        simulation = Simulation(world, chance, until - timedelta(days=days, minutes=20), until)
        with suppress(ReachedPresent):
            scenario(simulation)
        ids[scenario.__name__] = simulation.require_case()
    return ids
