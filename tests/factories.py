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
from amparo.cases.models import Case, Task
from amparo.cases.perform import Outcome, perform
from amparo.cases.problems import Refused
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day
from amparo.ledger.kept_rows import add_rows
from amparo.ledger.reader import acting_as
from amparo.registry.problems import Duplicates

LONG_AGO = datetime(2025, 1, 15, 16, tzinfo=UTC)
"""An instant for the jobs of the worker: what other tests create meanwhile falls due after it."""


def today() -> date:
    """Return the present day in the node's time zone; in UTC it may be the next one."""
    return local_day(clock.now())


def unique(prefix: str) -> str:
    """Return a name that no other test has."""
    return f"{prefix}-{secrets.token_hex(6)}"


_SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnpqrstvxyz" for vowel in "aeiou"]


def word() -> str:
    """Return a name that no other test has, and that resembles no other."""
    return "".join(secrets.choice(_SYLLABLES) for _ in range(8)).title()


def agency(org_kind: str | None = "protection", *, country: str = "MEX") -> Agency:
    """Create an agency."""
    return Agency.objects.create(name=unique(org_kind or "agency"), org_kind=org_kind, country=country)


def person(role: str, of: Agency | None = None, *, trained: bool = True) -> Person:
    """Create a person with this role, in a new agency of the right kind unless one is given."""
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
    """Create a person; return the actor."""
    return actor_of(person(role, of, trained=trained))


def do(code: str, case: UUID | None, by: Actor, /, **given: Any) -> Outcome:
    """Perform an act as this person; the input has the form of the API."""
    with acting_as(by.id):
        return perform(code, case, parse_input(ACTS[code], given), by=by)


def leave_task(case: Case, code: str, **columns: Any) -> Task:
    """Leave a task on a case, as the node does, with whatever columns; for everyone unless they say."""
    task = Task(**{"case": case, "code": code, "created_at": clock.now(), "compartments": ["general"]} | columns)
    with case_transaction(case.id):
        add_rows(task)
    return task


def refused(code: str, case: UUID | None, by: Actor, /, **given: Any) -> set[str]:
    """Return the codes of a refusal; fail if the act is not refused."""
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
    """Create a protection agency with an officer and a supervisor."""
    made = agency("protection")
    return Team(made, actor("protection_officer", made), actor("protection_supervisor", made))


FOUR_ANSWERS: dict[str, Any] = {
    "names": {"given": "Ixchel", "first_surname": "Pérez"},
    "sex": "female",
    "age_or_birth": {"age_years": 14},
    "with_whom": "unaccompanied",
}


def child(of: Team, by: Actor | None = None, **answers: Any) -> Case:
    """Register a child under this team, with a name that resembles no other child's.

    All have the same birth and place: once in some thousand, two names drawn at random are alike enough to be compared.
    """

    def register() -> Case:
        names = {"given": word(), "first_surname": word()}
        given = FOUR_ANSWERS | {"names": names, "protection_agency": str(of.agency.id)} | answers
        return do("register", None, by or of.officer, **given).case

    try:
        return register()
    except Duplicates:
        return register()


@contextmanager
def reading_as(by: Actor) -> Iterator[None]:
    """Set this person as the reader of the database within the block."""
    with acting_as(by.id):
        yield
