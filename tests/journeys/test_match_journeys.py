"""A child on this node is reported missing: matched by the worker, confirmed by two people, met by the family."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from amparo.accounts.models import Person
from amparo.cases.models import Case
from amparo.ledger.actor import Actor
from amparo.registry.threshold import DEFAULT_THRESHOLD
from tests.factories import Team, actor, do, reading_as, team
from tests.journeys.conftest import PHONE, follow, sideways
from tests.journeys.test_journeys import Journey, walk  # noqa: F401  a fixture
from tests.registry.test_duplicates import look_for, names, register
from tests.tracing.family import WHO, questions, wanted
from tests.tracing.reports import report

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
BORN = {"birth_date": "2015-08-09", "precision": "day"}
WHY = "Contó lo de Canelo y tiene el lunar"


def who(one: Actor) -> Person:
    return Person.objects.get(id=one.id)


def test_from_a_mother_s_report_to_contact(walk: Callable[..., Journey]) -> None:  # noqa: F811
    us, consul = team(), actor("consul")
    child = wanted(us)
    sought = report_of(child, us, consul)
    mother = walk(who(consul), width=PHONE)
    before = what_the_consul_sees(mother, sought)
    look_for(sought)
    supervisor, officer = walk(who(us.supervisor)), walk(who(us.officer), width=PHONE)
    then_it_is_in_the_work_list(supervisor, child, sought)
    when_saying_it_is_the_same(officer, child, sought)
    officer.then_sees("Una persona dice que es la misma")
    assert sideways(officer.page) <= 0
    when_saying_it_is_the_same(supervisor, child, sought)
    supervisor.then_sees("Confirmado por dos personas")
    do("record_mirror_questions", child.id, us.officer, **questions("yes", "yes", "yes", "yes", "no"))
    found = {
        "relationship_verified": "yes",
        "method": ["mirror_questions"],
        "relative": WHO,
        "text": "Confundió el año",
    }
    do("record_relationship_check", child.id, us.officer, **found)
    when_the_family_is_contacted(officer, str(child.id))
    assert what_the_consul_sees(mother, sought) == before


def report_of(child: Case, us: Team, consul: Actor) -> Case:
    """What the mother told, somewhere else, of the child whom this team answers for."""
    from amparo.cases.selectors import file_for, visible_case
    from amparo.registry.child_summary import summarise_file

    with reading_as(us.officer):
        known = summarise_file(file_for(visible_case(child.id, by=us.officer), by=us.officer))
    return report(team(), consul, names=known.names, sex=known.sex, age_or_birth={"age_years": 14})


def what_the_consul_sees(consul: Journey, sought: Case) -> list[str]:
    """The report and the list of work, but for the words that tell how long ago something was."""
    seen = []
    for path in (f"/reports/{sought.id}/", "/", "/reports/"):
        consul.page.goto(path)
        seen.append(
            re.sub(r"\d+ (?:min|s)\b|hace [^\n·]*|hoy [\d:]+|quedan [^\n·]*", "", consul.page.inner_text("main"))
        )
    assert consul.page.goto("/matches/").status == 404  # type: ignore[union-attr]
    return seen


def then_it_is_in_the_work_list(supervisor: Journey, child: Case, sought: Case) -> None:
    way = f"/cases/{child.id}/reports/{sought.id}/"
    supervisor.when_on("/")
    assert supervisor.page.locator(f'main a[href="{way}"]').count()
    supervisor.when_on("/matches/")
    assert supervisor.page.locator(f'main a[href="{way}"]').count()
    supervisor.when_on(f"/cases/{child.id}/family-search/")
    supervisor.then_sees("Reportes que podrían ser suyos")
    supervisor.then_sees(sought.number)


def when_saying_it_is_the_same(one: Journey, child: Case, sought: Case) -> None:
    way = f"/cases/{child.id}/reports/{sought.id}/"
    one.when_on(way)
    one.then_sees("de cada 10")
    one.page.fill('[name="why"]', WHY)
    follow(one.page, one.page.get_by_role("button", name="Es la misma", exact=True))
    one.when_on(way)


def when_the_family_is_contacted(officer: Journey, child: str) -> None:
    officer.when_writing(child, "record_contact_risk")
    officer.when_choosing("contact_safe", "yes")
    officer.page.fill('[name="reasons"]', "Nadie más sabe del contacto")
    officer.then_done()
    officer.when_writing(child, "contact_family")
    officer.page.fill('[name="with_whom"]', WHO)
    for field in ("identity", "family"):
        officer.when_choosing("fields", field)
    officer.then_done()


@pytest.mark.parametrize("role", ["consul", "partner_ngo"])
def test_a_search_tells_nothing_of_a_child_whom_one_may_not_know(walk: Callable[..., Journey], role: str) -> None:  # noqa: F811
    us, stranger, called = team(), actor(role), names()
    asking = walk(who(stranger), width=PHONE)
    theirs = report(team(), stranger)
    before = when_searching(asking, theirs, called)
    child = register(us, called, age_or_birth=BORN)
    assert when_searching(asking, theirs, called) == before
    ours = report(us)
    officer = walk(who(us.officer), width=PHONE)
    assert child.number in when_searching(officer, ours, called)
    assert sideways(officer.page) <= 0
    follow(officer.page, f'main a[href="/cases/{child.id}/reports/{ours.id}/"]')
    officer.then_sees("¿Es quien se busca?")


def when_searching(one: Journey, of: Case, called: dict[str, str]) -> str:
    """The page of what was found, as it is read."""
    page = one.page
    page.goto(f"/reports/{of.id}/do/record_search/")
    for part, name in called.items():
        page.fill(f'[name="names.{part}"]', name)
    one.when_choosing("sex", "female")
    for begun in ("age_or_birth.age_years", "mother"):  # with the child of the report
        page.fill(f'[name="{begun}"]', "")
    for part, value in (("day", "9"), ("month", "8"), ("year", "2015")):
        page.fill(f'[name="age_or_birth.birth_date-{part}"]', value)
    one.when_choosing("purpose", "find_reported")
    page.fill('[name="why"]', "Pregunta la madre")
    one.send()
    one.then_sees("Se buscó")
    return page.inner_text("main")


def test_a_supervisor_sets_from_how_likely_on(walk: Callable[..., Journey]) -> None:  # noqa: F811
    supervisor = walk(who(team().supervisor), width=PHONE)
    try:
        when_setting(supervisor, "0.2", "Que se escapen menos")
        supervisor.then_sees("Quedó fijado")
        supervisor.then_sees("Que se escapen menos")
        assert sideways(supervisor.page) <= 0
    finally:
        when_setting(supervisor, str(DEFAULT_THRESHOLD), "Como antes")


def when_setting(supervisor: Journey, least: str, why: str) -> None:
    supervisor.when_on("/matches/threshold/")
    supervisor.when_choosing("least", least)
    supervisor.page.fill('[name="why"]', why)
    follow(supervisor.page, supervisor.page.get_by_role("button", name="Fijar para el país"))
