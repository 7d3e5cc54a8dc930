"""People who sign in, and children walked by real acts to different places on their way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.contrib.auth.hashers import make_password

from amparo.accounts.models import Agency, Person
from amparo.accounts.selectors import actor_of
from amparo.cases.models import Case
from amparo.ledger.actor import Actor
from amparo.ledger.reader import acting_as
from amparo.registry.selectors import case_list
from bench.system import owner
from tests.factories import Team, child, do, person
from tests.factories import agency as new_agency
from tests.protection.determined import FAMILY, STAY, heard, panel_wrote, rated, represented
from tests.protection.helpers import ASKED_AT_14, OBSERVED, answers, inform

PASSWORD = "a long password of the bench"  # noqa: S105  of a database that is thrown away
SCREENING = {
    "private_space": True, "language": "spa", "band": "12_17", "answers": answers(*ASKED_AT_14, *OBSERVED),
    "fear_of_return": "no", "persecution_agent": "none", "companion_risk": "no",
}  # fmt: skip
IDENTITY = {
    "names": {"given": "Ixchel María", "first_surname": "Pérez", "second_surname": "Tun"}, "birth_country": "GTM",
    "nationalities": ["GTM"], "country_origin": "GTM", "origin_place": "Huehuetenango",
}  # fmt: skip
VIEWS = {"actions": ["complete_bia", "decide_bid"], "child_views": "agrees", "own_words": "Quiero quedarme con mi tía"}
INTERVIEW = {
    "interview_subject": "general", "private_space": True, "support_person": "present", "support_name": "Su tía",
    "same_sex_offered": True, "language": "spa", "account": "Lo que contó de su camino, con sus palabras.",
}  # fmt: skip


@dataclass(frozen=True)
class House:
    """A border office and a protection agency that work together, with one officer each and a supervisor."""

    border: Agency
    guard: Actor
    team: Team


def house() -> House:
    """New agencies and people, all of whom can sign in with `PASSWORD`."""
    border, protection = new_agency("migration"), new_agency("protection")
    people = [person("border_officer", border), person("protection_officer", protection),
              person("protection_supervisor", protection)]  # fmt: skip
    Person.objects.filter(id__in=[one.id for one in people]).update(password=_hashed())
    guard, officer, supervisor = (actor_of(one) for one in people)
    return House(border, guard, Team(protection, officer, supervisor))


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def username(actor: Actor) -> str:
    """With what name this person signs in."""
    return Person.objects.get(id=actor.id).username


def registered(at: House) -> Case:
    """Registered at the border, identity stated: a file of two entries."""
    case = child(at.team, at.guard)
    do("record_identity", case.id, at.guard, **IDENTITY | {"names": {"second_surname": "Tun"}})
    return case


def informed(at: House) -> Case:
    """Told of their rights by protection, who knows in which language to speak: four entries."""
    case = registered(at)
    inform(case, at.team.officer)
    do("record_interpreter", case.id, at.team.officer, needs_interpreter="no", best_language="spa")
    return case


def screened(at: House) -> Case:
    """Screened whole: six entries."""
    case = informed(at)
    do("screen", case.id, at.team.officer, **SCREENING)
    do("complete_screening", case.id, at.team.officer)
    return case


def determined(at: House) -> Case:
    """Represented, heard, assessed and decided upon: the whole way."""
    case, us = screened(at), at.team
    represented(us, case)
    heard(us, case, "complete_bia", "decide_bid")
    do("record_bia", case.id, us.officer, factors=rated(), recommends_determination=True)
    do("complete_bia", case.id, us.officer)
    panel_wrote(us, case, STAY, FAMILY)
    do("decide_bid", case.id, us.officer, solution=STAY["solution"], reason_codes=["safety", "views_of_child"])
    return case


def busiest() -> Actor:
    """The protection officer who sees the most cases; where nobody sees any, one with thirty new ones."""
    with owner() as plain:
        found = plain.execute(
            "select p.id from cases_involvement i join accounts_person p on p.agency_id = i.agency_id "
            "where p.role = 'protection_officer' group by 1 order by count(*) desc limit 1"
        ).fetchone()
    if found is None:
        at = house()
        for _ in range(29):
            registered(at)
        determined(at)
        return at.team.officer
    return actor_of(Person.objects.select_related("agency").get(id=found[0]))


def latest_cases(by: Actor) -> list[UUID]:
    """The cases that this person's list begins with."""
    with acting_as(by.id):
        return [row.id for row in case_list(by=by, limit=200).rows]
