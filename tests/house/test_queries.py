"""Query counts of the pages opened most: no query is run twice for the same answer."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.accounts.models import Person
from tests.factories import Team, actor, child, team
from tests.registry.test_duplicates import look_for, names, register
from tests.tracing.reports import report

pytestmark = pytest.mark.usefixtures("open_house")

MOST = {
    "/": 14,
    "/cases/": 13,
    "/cases/{case}/": 22,
    "/cases/{case}/protection/": 19,
    "/cases/{case}/do/record_views/": 21,
}


def asked_for(path: str, us: Team) -> tuple[list[str], str]:
    """What the page asks, once somebody's session runs, and what it says."""
    client = Client()
    client.force_login(Person.objects.get(id=us.officer.id))
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    return [query["sql"][:160] for query in asked.captured_queries], answer.content.decode()


@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_nothing_twice(path: str) -> None:
    us = team()
    asked, _ = asked_for(path.format(case=child(us).id), us)
    assert len(asked) <= MOST[path], "\n".join(asked)


@pytest.mark.parametrize("count", [1, 3])
def test_reports_that_may_be_of_the_child_cost_the_family_search_one_question_together(count: int) -> None:
    us, called = team(), names()
    case = register(us, called)
    path = f"/cases/{case.id}/family-search/"
    without, _ = asked_for(path, us)
    numbers = [
        report(team(), actor("consul"), names=called, sex="female", age_or_birth={"age_years": 14}).number
        for _ in range(count)
    ]
    look_for(case)
    asked, html = asked_for(path, us)
    assert len(asked) <= len(without) + 1, "\n".join(asked)
    assert [number for number in numbers if number not in html] == []


def test_sisters_and_brothers_cost_the_page_of_a_case_one_question() -> None:
    us = team()
    sister, brother = child(us), child(us)
    case = child(us, siblings=[str(sister.id)], companions=[str(brother.id)])
    asked, html = asked_for(f"/cases/{case.id}/", us)
    assert len(asked) <= MOST["/cases/{case}/"] + 1
    assert sister.number in html
    assert brother.number in html
