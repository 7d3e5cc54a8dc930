"""People who sign in, and cases made by real acts up to different stages."""

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
from bench.system import connect_as_owner
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
class Workplace:
    """A border office and a protection agency, with one officer each and a supervisor."""

    border: Agency
    guard: Actor
    team: Team


def make_workplace() -> Workplace:
    """Return new agencies and people, all of whom can sign in with `PASSWORD`."""
    border, protection = new_agency("migration"), new_agency("protection")
    people = [person("border_officer", border), person("protection_officer", protection),
              person("protection_supervisor", protection)]  # fmt: skip
    Person.objects.filter(id__in=[member.id for member in people]).update(password=_password_hash())
    guard, officer, supervisor = (actor_of(member) for member in people)
    return Workplace(border, guard, Team(protection, officer, supervisor))


@cache
def _password_hash() -> str:
    return make_password(PASSWORD)


def username_of(actor: Actor) -> str:
    """Return the user name of a person."""
    return Person.objects.get(id=actor.id).username


def make_registered_case(at: Workplace) -> Case:
    """Return a case registered at the border with an identity: a file of two entries."""
    case = child(at.team, at.guard)
    do("record_identity", case.id, at.guard, **IDENTITY | {"names": {"second_surname": "Tun"}})
    return case


def make_informed_case(at: Workplace) -> Case:
    """Return a case whose child was informed of their rights: four entries."""
    case = make_registered_case(at)
    inform(case, at.team.officer)
    do("record_interpreter", case.id, at.team.officer, needs_interpreter="no", best_language="spa")
    return case


def make_screened_case(at: Workplace) -> Case:
    """Return a case with a completed screening: six entries."""
    case = make_informed_case(at)
    do("screen", case.id, at.team.officer, **SCREENING)
    do("complete_screening", case.id, at.team.officer)
    return case


def make_determined_case(at: Workplace) -> Case:
    """Return a case with a decided determination of best interests."""
    case, us = make_screened_case(at), at.team
    represented(us, case)
    heard(us, case, "complete_bia", "decide_bid")
    do("record_bia", case.id, us.officer, factors=rated(), recommends_determination=True)
    do("complete_bia", case.id, us.officer)
    panel_wrote(us, case, STAY, FAMILY)
    do("decide_bid", case.id, us.officer, solution=STAY["solution"], reason_codes=["safety", "views_of_child"])
    return case


def find_busiest_officer() -> Actor:
    """Return the protection officer with the most cases, or a new one with thirty."""
    with connect_as_owner() as plain:
        found = plain.execute(
            "select p.id from cases_involvement i join accounts_person p on p.agency_id = i.agency_id "
            "where p.role = 'protection_officer' group by 1 order by count(*) desc limit 1"
        ).fetchone()
    if found is None:
        at = make_workplace()
        for _ in range(29):
            make_registered_case(at)
        make_determined_case(at)
        return at.team.officer
    return actor_of(Person.objects.select_related("agency").get(id=found[0]))


def list_latest_cases(by: Actor) -> list[UUID]:
    """Return the first 200 cases of a person's list."""
    with acting_as(by.id):
        return [row.id for row in case_list(by=by, limit=200).rows]
