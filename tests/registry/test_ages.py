"""Ages that were told years ago, births of which the year alone is known, and births of adults."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from amparo.accounts.models import Person
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.models import Case
from amparo.cases.selectors import file_for
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput
from amparo.registry import selectors
from amparo.registry.acts.parts import AgeOrBirth
from amparo.registry.age import short_day, years_before
from amparo.registry.filters import CaseFilters
from amparo.registry.selectors.child import card_json, child_card
from amparo.ui.answers import AnswerContext, answer_rows
from amparo.ui.forms import json_to_typed, typed_to_json
from tests.callers import signed_in
from tests.cases.test_writing import Form, last
from tests.factories import FOUR_ANSWERS, Team, child, do, reading_as, team, today, unique
from tests.tracing.reports import report

pytestmark = pytest.mark.usefixtures("open_house")


@pytest.fixture
def us() -> Team:
    return team()


def years_ago(years: int, days: int = 0) -> date:
    """Return a day that many years and days before today, never a 29 February."""
    day = years_before(today(), years) - timedelta(days=days)
    return day if (day.month, day.day) != (2, 29) else day - timedelta(days=1)


def told_long_ago(us: Team, *, years: int = 7, days: int = 100, **more: Any) -> tuple[Case, date]:
    told = years_ago(years, days)
    return child(us, age_or_birth={"age_years": 9, "told_on": f"{told}"}, **more), told


def found(by: Actor, **filters: Any) -> set[Any]:
    with reading_as(by):
        return {row.id for row in selectors.case_list(by=by, filters=CaseFilters(**filters)).rows}


def test_an_age_told_years_ago_is_shown_with_its_day_and_as_it_is_now(us: Team) -> None:
    case, told = told_long_ago(us)
    words = f"9 años el {short_day(told)} (hoy 16 a 17)"
    with reading_as(us.officer):
        row = next(row for row in selectors.case_list(by=us.officer).rows if row.id == case.id)
        file = file_for(case, by=us.officer)
        assert (row.age, child_card(case, file).age) == (words, words)
        document = card_json(case, by=us.officer)
    assert document["age"] == words
    assert (document["age_estimate_years"], document["age_told_on"]) == (9, f"{told}")
    assert words in signed_in(Person.objects.get(id=us.officer.id)).get(f"/cases/{case.id}/").content.decode()


def test_an_age_told_years_ago_is_filtered_as_it_is_now(us: Team) -> None:
    case, _ = told_long_ago(us)
    for filters in ({"age_from": 16, "age_to": 16}, {"age_from": 17}, {"age_to": 16}, {"age_from": 9, "age_to": 16}):
        assert found(us.officer, **filters) == {case.id}, filters
    for filters in ({"age_to": 15}, {"age_from": 18}, {"age_from": 9, "age_to": 9}):
        assert found(us.officer, **filters) == set(), filters


def test_the_law_judges_the_age_that_it_is_now(us: Team) -> None:
    case, _ = told_long_ago(us)
    with reading_as(us.officer):
        file = file_for(case, by=us.officer)
        known = compute_facts(file, FactQuery(clock.now()))
        in_two_years = compute_facts(file, FactQuery(clock.now() + timedelta(days=740)))
    assert (known.age_status, known.birth_date, known.age_estimate_years) == ("child_presumed", None, 16)
    assert in_two_years.age_estimate_years == 18


@pytest.mark.parametrize(
    ("age", "at"),
    [
        ({"age_years": 9, "told_on": "2199-01-01"}, "age_or_birth"),
        ({"unknown": True, "told_on": "2020-01-01"}, "age_or_birth"),
        ({"age_years": 9, "told_on": "1991-01-01"}, "age_or_birth.told_on"),
    ],
)
def test_a_day_that_no_age_of_a_child_has_is_refused(us: Team, age: dict[str, Any], at: str) -> None:
    with pytest.raises(BadInput) as refused:
        child(us, age_or_birth=age)
    assert {error.path for error in refused.value.errors} == {at}


def test_tomorrow_is_no_day_of_telling(us: Team) -> None:
    with pytest.raises(BadInput, match=r"age_or_birth"):
        child(us, age_or_birth={"age_years": 9, "told_on": f"{today() + timedelta(days=1)}"})


def test_who_is_sought_since_childhood_may_be_grown(us: Team) -> None:
    assert report(us, age_or_birth={"age_years": 9, "told_on": "1991-01-01"}).id


YEAR = {"birth_date": "2012-01-01", "precision": "year"}


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (YEAR, "2012"),
        ({"birth_date": "2012-01-01", "precision": "estimated"}, "2012"),
        ({"birth_date": "2012-05-01", "precision": "month"}, "mayo 2012"),
        ({"birth_date": "2012-05-17", "precision": "estimated"}, "17 May 2012"),
        ({"birth_date": "2012-01-01", "precision": "day"}, "1 Ene 2012"),
        ({"birth_date": "2012-01-01"}, "1 Ene 2012"),
    ],
)
def test_a_birth_is_shown_and_written_again_as_exactly_as_it_is_known(answer: dict[str, Any], shown: str) -> None:
    nobody: Any = None
    rows = {row["name"]: row["value"] for row in answer_rows(AgeOrBirth, answer, AnswerContext(nobody))}
    assert rows["birth_date"] == shown
    assert typed_to_json(AgeOrBirth, json_to_typed(AgeOrBirth, answer, zone="UTC"), zone="UTC") == answer


def test_the_form_begins_from_the_year_alone_and_keeps_it(us: Team) -> None:
    case = child(us)
    do("record_identity", case.id, us.officer, age_or_birth=YEAR)
    form = Form(case, "record_identity", us.officer)
    typed = [form.answers.get(f"age_or_birth.birth_date-{part}", [""]) for part in ("day", "month", "year")]
    assert typed == [[""], [""], ["2012"]]
    assert form.send(birth_place="Jalapa").status_code == 302
    assert last(case, "record_identity", us.officer)["age_or_birth"] == YEAR


def test_the_birth_of_an_adult_is_asked_about_before_it_is_taken(us: Team) -> None:
    form = Form(None, "register", us.officer)
    grown = {"age_or_birth.birth_date-year": [f"{today().year - 25}"], "names.given": [unique("Luz")]}
    flat = {"sex": ["female"], "with_whom": [FOUR_ANSWERS["with_whom"]]}
    sent = form.answers | flat | grown | {"protection_agency": [str(us.agency.id)]}
    asked = form.client.post(form.path, sent | {"do": "act"})
    assert asked.status_code == 409
    assert "¿es la fecha correcta?" in asked.content.decode()
    assert "Sí, es correcta: guardar" in asked.content.decode()
    assert found(us.officer) == set()
    assert form.client.post(form.path, sent | {"do": "anyway"}).status_code == 302
    (case,) = found(us.officer)
    with reading_as(us.officer):
        again = Form(Case.objects.get(id=case), "record_identity", us.officer)
    answer = again.send(age_or_birth__birth_date_at_year=f"{today().year - 26}")
    assert (answer.status_code, "¿es la fecha correcta?" in again.html) == (409, True)
