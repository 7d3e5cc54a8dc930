"""People, agencies and children for tests: made through the real acts, so that no impossible fixture exists."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from amparo.accounts.models import Agency, Certificate, Person
from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import actor_of
from amparo.cases.act import ACTS, parse_input
from amparo.cases.models import Case
from amparo.cases.perform import Outcome, perform
from amparo.cases.problems import Refused
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day
from amparo.ledger.reader import acting_as

LONG_AGO = datetime(2025, 1, 15, 16, tzinfo=UTC)
"""When to let the worker do what is due everywhere: what other tests make meanwhile falls due later."""


def today() -> date:
    """The day it is where this node is: at its evening, in UTC it is tomorrow."""
    return local_day(clock.now())


def unique(prefix: str) -> str:
    """A name that no other test has."""
    return f"{prefix}-{secrets.token_hex(6)}"


_SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnpqrstvxyz" for vowel in "aeiou"]


def word() -> str:
    """A name that no other test has, and that looks like no other."""
    return "".join(secrets.choice(_SYLLABLES) for _ in range(5)).title()


def agency(org_kind: str | None = "protection", *, country: str = "MEX") -> Agency:
    """A new agency."""
    return Agency.objects.create(name=unique(org_kind or "agency"), org_kind=org_kind, country=country)


def person(role: str, of: Agency | None = None, *, trained: bool = True) -> Person:
    """A new person with this role, in an agency of the fitting kind unless one is given."""
    kind = ROLES[role].org_kind
    made = Person.objects.create(
        username=unique(role), name=unique(role), role=role, agency=of or (agency(kind) if kind else None)
    )
    if trained:
        today = clock.now().date()
        Certificate.objects.create(
            person=made, issued_by="test", valid_from=today - timedelta(days=900),
            valid_until=today + timedelta(days=900),
            entered_at=clock.now(),
        )  # fmt: skip
    return made


def actor(role: str, of: Agency | None = None, *, trained: bool = True) -> Actor:
    """A new person, as the core knows them."""
    return actor_of(person(role, of, trained=trained))


def do(code: str, case: UUID | None, by: Actor, /, **given: Any) -> Outcome:
    """Perform an act as this person, the input as the API would send it."""
    with acting_as(by.id):
        return perform(code, case, parse_input(ACTS[code], given), by=by)


def refused(code: str, case: UUID | None, by: Actor, /, **given: Any) -> set[str]:
    """The codes for which the law refuses; fails if it does not."""
    try:
        do(code, case, by, **given)
    except Refused as problem:
        return {block.code for block in problem.decision.blocks}
    raise AssertionError(f"{code} was allowed")


@dataclass(frozen=True)
class Team:
    """A protection agency with the people of a case."""

    agency: Agency
    officer: Actor
    supervisor: Actor


def team() -> Team:
    """A new protection agency with an officer and a supervisor."""
    made = agency("protection")
    return Team(made, actor("protection_officer", made), actor("protection_supervisor", made))


FOUR_ANSWERS: dict[str, Any] = {
    "names": {"given": "Ixchel", "first_surname": "Pérez"},
    "sex": "female",
    "age_or_birth": {"age_years": 14},
    "with_whom": "unaccompanied",
}


def child(of: Team, by: Actor | None = None, **answers: Any) -> Case:
    """A registered child whose case this team answers for. Names are unique, so that no duplicate is found."""
    given = FOUR_ANSWERS | {"names": {"given": word(), "first_surname": word()}} | answers
    return do("register", None, by or of.officer, protection_agency=str(of.agency.id), **given).case


@contextmanager
def reading_as(by: Actor) -> Iterator[None]:
    """Within the block the database shows what this person may see."""
    with acting_as(by.id):
        yield
