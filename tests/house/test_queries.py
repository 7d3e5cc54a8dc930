"""Query counts of the pages opened most: no query is run twice for the same answer."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.cases.involvement import involve_person
from amparo.cases.task_steps import add_task
from amparo.cases.transaction import case_transaction
from amparo.ledger import clock
from amparo.registry.filing import record_file_content
from amparo.ui.pages import resources
from amparo.ui.resource import RESOURCES
from tests.callers import post, signed_in, with_token
from tests.factories import Team, actor, child, do, person, reading_as, team
from tests.registry.test_duplicates import look_for, names, register
from tests.registry.test_files import picture
from tests.tracing.reports import report
from tests.ui.test_resources import READERS, REGISTERS, body_of, institution

pytestmark = pytest.mark.usefixtures("open_house")

MOST = {
    "/": 16,  # the last of each logs which children it showed
    "/cases/": 15,
    "/cases/{case}/": 23,
    "/cases/{case}/protection/": 20,
    "/cases/{case}/do/record_views/": 23,
}

OF_EVERY_PAGE, MOST_OF_A_HOME = 7, 12
"""Who asks, on which rows of the database, how often, and which children it showed; and what the sections ask."""


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


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_home_of_no_role_asks_much(role: str) -> None:
    """Whatever its sections show."""
    us, who = team(), person(role)
    for _ in range(2):
        case = child(us)
        with case_transaction(case.id):
            involve_person(case, who.id, "guardian", at=clock.now())
        with reading_as(us.officer):
            add_task(case, "Llamar a la escuela", None, by=us.officer)
    client = signed_in(who)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    assert len(asked) <= OF_EVERY_PAGE + MOST_OF_A_HOME, "\n".join(
        query["sql"][:160] for query in asked.captured_queries
    )


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


@pytest.mark.parametrize(
    "path",
    ["/", "/cases/", "/cases/{case}/", "/cases/{case}/timeline/", "/cases/{case}/readers/", "/cases/{case}/files/"],
)
def test_a_page_asks_no_more_with_more_rows(path: str) -> None:
    us = team()
    case = child(us)
    address = path.format(case=case.id)
    before, _ = asked_for(address, us)
    with reading_as(us.officer):
        for n in range(8):
            add_task(case, f"Llamar a la escuela {n}", None, by=us.officer)
    for colleague in [actor("protection_officer", us.agency) for _ in range(4)]:
        queries_of(signed_in(Person.objects.get(id=colleague.id)), f"/cases/{case.id}/")
    with reading_as(us.officer):
        for kind in ("other", "identity_document"):
            record_file_content(case, content=picture(), kind=kind, remark="Acta", by=us.officer)
    asked, html = asked_for(address, us)
    assert len(asked) <= len(before) + 2, "\n".join(asked)
    if path == "/cases/{case}/":
        assert [n for n in range(8) if f"Llamar a la escuela {n}" not in html] == []


@pytest.mark.parametrize("part", ["tasks", "deadlines", "events", "files", "accesses"])
def test_a_list_of_a_case_asks_no_more_with_more_rows(part: str) -> None:
    us = team()
    bare, full = child(us), child(us)
    with reading_as(us.officer):
        for n in range(8):
            add_task(full, f"Llamar {n}", None, by=us.officer)
    for _ in range(3):
        do("record_alert", full.id, us.officer, kind="threat", severity="watch", text="Le buscan")
    client = with_token(Person.objects.get(id=us.officer.id))
    asked = [queries_of(client, f"/api/v1/cases/{case.id}/{part}") for case in (bare, bare, full)]
    assert len(asked[2]) <= len(asked[1]), "\n".join(asked[2])


def fill(name: str) -> None:
    """Three more rows of a list."""
    institution(), person("consul"), person("guardian")
    keeper = with_token(person("administrator"))
    for _ in range(3):
        if name in REGISTERS:
            made = post(keeper, f"/{name}", body_of(name))
            assert made.status_code == 201, made.content
        elif name == "reports":
            report(team(), actor("consul"))


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_a_declared_list_asks_no_more_with_more_rows(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(name)
    us = team()
    for _ in range(3):
        child(us)
    who = Person.objects.get(id=us.supervisor.id)
    if name in REGISTERS:
        who = person(READERS.get(name, "administrator"))
    page, api, grown = signed_in(who), with_token(who), []
    for rows in (1, 1, 3):
        monkeypatch.setattr(resources, "PAGE_SIZE", rows)
        grown.append((queries_of(page, RESOURCES[name].url), queries_of(api, f"/api/v1/{name}?limit={rows}")))
    for few, many in zip(grown[1], grown[2], strict=True):
        assert len(many) <= len(few), "\n".join(many)


def queries_of(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return [query["sql"][:160] for query in asked.captured_queries]
