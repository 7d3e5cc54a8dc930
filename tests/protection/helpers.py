"""Helpers of the tests of protection: facts of a case, answers, rows of the registers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from amparo.accounts.models import Person
from amparo.accounts.selectors import actor_of
from amparo.cases.access import sees_case
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.models import Case
from amparo.cases.selectors import visible_case, whole_file
from amparo.directory.models import Institution
from amparo.law import Facts
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput
from amparo.protection.models import Provider, RollEntry
from amparo.protection.screening.items import screening_items
from tests.factories import do, reading_as, unique

ASKED_AT_14 = [code for code, item in screening_items().items() if item.is_question and item.min_age <= 14]
OBSERVED = [code for code, item in screening_items().items() if not item.is_question]


def facts(case: Case, by: Actor, action: str = "") -> Facts:
    """Return the facts of a case now, as the law reads them."""
    with reading_as(by):
        return compute_facts(whole_file(visible_case(case.id, by=by)), FactQuery(clock.now(), action))


def answers(*codes: str, answer: str = "absent") -> list[dict[str, str]]:
    """Return the same answer to several items."""
    return [{"item": code, "answer": answer} for code in codes]


def sees(who: Person, case: Case) -> bool:
    """Return whether a person sees a case, by the policy and by the database alike."""
    reader = actor_of(who)
    with reading_as(reader):
        found = Case.objects.filter(id=case.id).exists()
        assert sees_case(reader, case.id) is found
    return found


def wrong(code: str, case: UUID | None, by: Actor, /, **given: Any) -> set[str]:
    """Return the paths at which an input is refused; fail if it is not."""
    try:
        do(code, case, by, **given)
    except BadInput as problem:
        return {error.path for error in problem.errors}
    raise AssertionError(f"{code} was accepted")


def inform(case: Case, by: Actor, **given: Any) -> None:
    """Record that everything was explained to the child and understood."""
    statement = {"topics": ["rights", "process", "asylum", "remedies"], "understood": "yes"}
    do("record_information_given", case.id, by, **statement | given)


def provider(**columns: Any) -> Provider:
    """Return a licensed shelter that suits every child, with ten places."""
    today = clock.now().date()
    made: dict[str, Any] = {
        "name": unique("casa"),
        "placement_type": "open_shelter_children",
        "country": "MEX",
        "licence_until": today + timedelta(days=400),
        "staff_vetted": True,
        "places": 10,
        "accessible": True,
    }
    return Provider.objects.create(**made | columns)


def roll(kind: str, person: Person | None = None, **columns: Any) -> RollEntry:
    """Return a suitable person without conflict on the roll."""
    made = {"name": unique(kind), "person": person, "suitable": "yes", "conflict": "no"}
    return RollEntry.objects.create(kind=kind, **made | columns)


def institution(org_kind: str = "health", country: str = "MEX", **columns: Any) -> Institution:
    """Return an institution of the directory."""
    return Institution.objects.create(name=unique(org_kind), org_kind=org_kind, country=country, **columns)
