"""Missing-child reports of families, consulates and organisations."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from amparo.config.demo.life import Life, ReachedPresent
from amparo.config.demo.steps.directory import find_institution
from amparo.config.demo.world import World

ALL = ["search", "sharing", "bulletin"]


def report_missing(life: Life, who: str, **answers: Any) -> None:
    """Open a report as this person."""
    life.traits |= {"officer": "norte1", "supervisor": "norte.supervision"}
    common = {
        "searcher": "family",
        "proof": ["photographs"],
        "languages": ["spa"],
        "consents": ALL,
        "urgency": "normal",
        "last_news_on": (life.at - timedelta(days=9)).date().isoformat(),
        "searcher_phone": f"+504 9{life.chance.randrange(100, 999)} {life.chance.randrange(1000, 9999)}",
    }
    life.do(who, "report_missing", **common | answers)


def alert_authorities(life: Life) -> None:
    """Alert the authorities, and inform the family."""
    life.at += timedelta(minutes=35)
    life.do(
        "busqueda1",
        "record_report_alert",
        protocols=["search_commission", "border_notice"],
        institutions=[find_institution("prosecutor")],
        alerted_by="Nora Pech Uc",
        reference=f"B-{life.chance.randrange(1000, 9999)}",
    )
    life.at += timedelta(hours=5)
    life.do("busqueda1", "record_family_told", told="search_goes_on", means="telephone", whom="Quien busca")


def issue_bulletin(life: Life, **more: Any) -> str:
    """Issue a bulletin, and return its id."""
    life.at += timedelta(hours=2)
    outcome = life.do(
        "busqueda1",
        "issue_bulletin",
        parts=["names", "age", "nationalities"],
        last_seen_country="GTM",
        last_seen_state="Huehuetenango",
        expires_on=(life.at + timedelta(days=25)).date().isoformat(),
        recipients=[find_institution("health"), find_institution("ngo")],
        **more,
    )
    return str(outcome.entry["bulletin"]) if outcome.entry else ""


def yeison(life: Life) -> None:
    """Report a boy of seven, lost by his mother; a hospital acknowledges the bulletin."""
    report_missing(
        life, "aliada1", names={"given": "Yeison Adonay", "first_surname": "Pineda", "second_surname": "Mejía"},
        sex="male",
        age_or_birth={"age_years": 7}, nationalities=["HND"], birth_place="San Pedro Sula, Cortés",
        relatives=[{"name": "Marielos", "relation": "mother"}], marks="Lunar en la mejilla izquierda",
        clothes="Playera roja",
        pet="Canelo, un perro", song="La canción de los pollitos", last_news_country="GTM",
        last_news_place="El Naranjo",
        last_seen_with="Un vecino que los guiaba", urgency="high", urgency_reasons=["young_age", "route_danger"],
        searcher_name="Marielos Mejía", relation="mother",
    )  # fmt: skip
    alert_authorities(life)
    issued = issue_bulletin(life)
    life.at += timedelta(hours=3)
    life.do("salud1", "record_bulletin_acknowledged", bulletin=issued, received_by="Hilda Camey Rax", means="on_node")
    life.wait(30)
    life.do(
        "busqueda1",
        "record_report_news",
        learnt="Una señora cree haberle visto en un albergue",
        last_news_place="La Técnica",
    )


def dayana(life: Life) -> None:
    """Report a young woman, as a consulate."""
    report_missing(
        life, "consul1", names={"given": "Dayana", "first_surname": "Orellana"}, sex="female",
        age_or_birth={"birth_date": "2010-02-01", "precision": "month"}, nationalities=["MEX"], searcher="consulate",
        searcher_name="Consulado de México en Puerto Sereno", proof=["official_letter"], last_news_country="GTM",
        consents=["search", "sharing"],
    )  # fmt: skip
    alert_authorities(life)


def mam_speaker(life: Life) -> None:
    """Report a girl, for a grandfather who speaks Mam; the search is reviewed."""
    report_missing(
        life, "busqueda1", names={"given": "Juana", "first_surname": "Pérez", "second_surname": "Ordóñez"},
        sex="female",
        age_or_birth={"age_years": 13}, nationalities=["GTM"], languages=["mam"],
        birth_place="Comitancillo, San Marcos",
        relatives=[{"name": "Don Chepe", "relation": "grandparent"}], searcher_name="José Pérez",
        relation="grandparent",
        searcher_language="mam", school="La maestra Lety", last_news_country="MEX",
    )  # fmt: skip
    alert_authorities(life)
    life.wait(24 * 20)
    life.do(
        "norte1", "record_report_review", tried="Albergues y hospitales de la ruta", next_steps="Preguntar en el norte"
    )


def came_back(life: Life) -> None:
    """Report a boy who then calls home: the report is closed."""
    report_missing(
        life, "norte1", names={"given": "Kevin", "first_surname": "Lemus"}, sex="male", age_or_birth={"age_years": 16},
        nationalities=["SLV"], searcher_name="Ana Lemus", relation="aunt_uncle", last_news_country="MEX",
    )  # fmt: skip
    alert_authorities(life)
    life.wait(24 * 6)
    life.do("norte1", "close_report", outcome="returned_by_self", text="Llamó a su tía y ella lo confirmó")
    life.at += timedelta(hours=4)
    life.do("norte1", "record_family_told", told="ended", means="telephone", whom="Ana Lemus")


def feared(life: Life) -> None:
    """Report a girl who fled from the person who searches: the report is withdrawn."""
    report_missing(
        life, "enlace1", names={"given": "Brenda", "first_surname": "Zelaya"}, sex="female",
        age_or_birth={"age_years": 15},
        nationalities=["HND"], searcher_name="Rolando Zúniga", relation="step_parent", proof=["none_seen"],
        consents=["search"],
    )  # fmt: skip
    life.wait(24)
    life.do(
        "norte.supervision", "withdraw_report", withdrawn_by="protection", reason="searcher_danger",
        text="La abuela contó por qué se fue de la casa",
    )  # fmt: skip


def just_now(life: Life) -> None:
    """Report a girl this morning: nobody is alerted yet."""
    report_missing(
        life, "aliada1", names={"given": "Emely", "first_surname": "Soc"}, sex="female", age_or_birth={"age_years": 10},
        nationalities=["GTM"], searcher_name="Petrona Soc", relation="mother", urgency="high",
        urgency_reasons=["young_age"],
        last_news_country="MEX", last_news_place="La terminal de Tapachula",
    )  # fmt: skip


REPORTS: tuple[tuple[Callable[[Life], None], int], ...] = (
    (yeison, 6), (dayana, 19), (mam_speaker, 41), (came_back, 30), (feared, 12), (just_now, 0),
)  # fmt: skip
"""The stories, and how many days ago each began."""


def report_all(world: World, until: datetime) -> dict[str, UUID]:
    """Simulate all reports; return their ids by the name of the story."""
    ids = {}
    for number, (story, days) in enumerate(REPORTS):
        chance = random.Random(f"amparo-report-{number}")  # noqa: S311  invented lives, no secrets
        life = Life(world, chance, until - timedelta(days=days, minutes=20), until)
        with suppress(ReachedPresent):
            story(life)
        ids[story.__name__] = life.require_case()
    return ids
