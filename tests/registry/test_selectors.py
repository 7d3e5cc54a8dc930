"""The list of cases: whom it shows, how it is searched, narrowed and turned over."""

import doctest
import random
import re
import secrets
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from amparo.accounts.models import Person
from amparo.cases.access import sees_case
from amparo.cases.involvement import end_involvement
from amparo.cases.models import Case, Deadline
from amparo.cases.selectors import visible_case
from amparo.cases.transaction import case_transaction
from amparo.law import Facts
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_time
from amparo.ledger.problems import BadInput
from amparo.ledger.words import fold_text
from amparo.registry import age, selectors
from amparo.registry.age import BirthRange, age_words, birth_range, whole_years, years_before
from amparo.registry.components import step_line
from amparo.registry.filters import CaseFilters
from amparo.registry.models import Card, CaseProfile
from amparo.registry.projection import case_step, steps_with_evidence
from amparo.ui.resource import ListFilters
from tests.callers import signed_in
from tests.factories import Team, actor, child, do, reading_as, team
from tests.returns.ways import decided_for


def ids(by: Actor, **filters: Any) -> list[UUID]:
    with reading_as(by):
        found = selectors.case_list(by=by, filters=CaseFilters(**filters))
        assert selectors.case_count(by=by, filters=CaseFilters(**filters)) == len(found.rows)
    return [row.id for row in found.rows]


def test_a_row_tells_who_the_child_is_and_what_comes_next() -> None:
    us = team()
    case = child(us)
    with reading_as(us.officer):
        [row] = selectors.case_list(by=us.officer).rows
        due = Deadline.objects.filter(case=case, closed_at=None).order_by("due_at").first()
    assert (row.id, row.number, row.age, row.step) == (case.id, case.number, "unos 14 años", 2)
    assert row.agency == us.agency.id
    assert due is not None
    assert row.next_due_at == due.due_at


def test_who_handed_the_child_over_reads_their_own_words_alone() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, by=border, names={"given": "Rosa", "first_surname": "Ical"})
    assert ids(border) == [case.id]
    end_registration(case)
    do("record_identity", case.id, us.officer, names={"given": "Otra", "first_surname": "Secreta"})
    assert ids(border) == []
    assert ids(border, q="Secreta") == []
    with reading_as(border):
        [row] = selectors.handed_over_list(by=border).rows
        told = selectors.card_json(case, by=border)
        assert sees_case(border, case.id)
    assert (row.child.id, row.child.name) == (case.id, "Rosa Ical")
    assert (told["name"], told["step"]) == ("Rosa Ical", None)
    for q, found in (("rosa", 1), ("Ikal", 1), (case.number[-6:], 1), ("Secreta", 0), ("·", 0)):
        with reading_as(border):
            assert len(selectors.handed_over_list(by=border, filters=ListFilters(q=q)).rows) == found, q
            assert selectors.handed_over_count(by=border, filters=ListFilters(q=q)) == found, q
    with reading_as(us.officer):
        assert selectors.handed_over_list(by=us.officer).rows == []
    with reading_as(us.officer):
        assert selectors.card_json(visible_case(case.id, by=us.officer), by=us.officer)["name"] == "Otra Secreta"


def end_registration(case: Case) -> None:
    with case_transaction(case.id):
        end_involvement(case, "registered", at=clock.now(), keep_own=True)


def test_others_see_nothing() -> None:
    us = team()
    child(us)
    assert ids(actor("protection_officer")) == []
    assert ids(actor("auditor")) == []
    assert ids(actor("administrator")) == []


def test_the_list_takes_two_queries_however_long() -> None:
    us = team()
    for _ in range(3):
        child(us)
    with reading_as(us.officer), CaptureQueriesContext(connection) as queries:
        selectors.case_list(by=us.officer, filters=CaseFilters(q="ana", overdue=True, age_from=3, profile="pregnant"))
    assert len(queries) == 2, "whether they were sent a part of any case, and the rows"


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    us = team()
    made = [child(us).id for _ in range(5)]
    seen: list[UUID] = []
    cursor: str | None = ""
    with reading_as(us.officer):
        while cursor is not None:
            page = selectors.case_list(by=us.officer, limit=2, cursor=cursor)
            seen += [row.id for row in page.rows]
            cursor = page.next
    assert seen == made[::-1]


@pytest.mark.parametrize(
    "cursor", ["x", "e30=", "WyJ4IiwgInkiXQ==", "bnVsbA==", "é", "WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwgMV0="]
)
def test_a_cursor_that_no_page_gave(cursor: str) -> None:
    us = team()
    with reading_as(us.officer), pytest.raises(BadInput):
        selectors.case_list(by=us.officer, cursor=cursor)


@pytest.mark.parametrize("limit", [0, 201, -1])
def test_limits(limit: int) -> None:
    us = team()
    with reading_as(us.officer), pytest.raises(BadInput):
        selectors.case_list(by=us.officer, limit=limit)


def test_a_case_number_finds_its_case_as_people_write_it() -> None:
    us = team()
    case = child(us)
    child(us)
    assert ids(us.officer, q=case.number.lower().replace("-", " ")) == [case.id]


ACCENTS = str.maketrans({"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ü", "n": "ñ"})
SHARED: dict[str, Any] = {}


def searched() -> tuple[Team, UUID, list[str]]:
    """One team with two children, made once."""
    if not SHARED:
        us = team()
        parts = [secrets.token_hex(3) + ending for ending in ("ana", "nuñez", "güitz")]
        case = child(us, names={"given": f"{parts[0]} José", "first_surname": parts[1], "second_surname": parts[2]})
        child(us)
        SHARED.update(us=us, case=case.id, words=[parts[0], "José", parts[1], parts[2]])
    return SHARED["us"], SHARED["case"], SHARED["words"]


@given(order=st.randoms(use_true_random=False), take=st.integers(1, 4), plain=st.booleans(), shout=st.booleans())
def test_search_forgives_accents_and_order(order: random.Random, take: int, plain: bool, shout: bool) -> None:
    us, case, words = searched()
    told = order.sample(words, take)
    typed = " ".join(fold_text(word) if plain else word.translate(ACCENTS) for word in told)
    typed = typed.upper() if shout else typed
    found = ids(us.officer, q=f"  {typed} ")
    assert case in found
    assert (take == 1 and "José" in told) or found == [case]


@given(st.text(st.characters(exclude_categories=["C"]), max_size=30))
def test_search_takes_any_text(text: str) -> None:
    us, case, _ = searched()
    with reading_as(us.officer):
        found = {row.id for row in selectors.case_list(by=us.officer, filters=CaseFilters(q=text.strip() or None)).rows}
    assert found <= {row for row in ids(us.officer)}
    if not fold_text(text):
        assert case in found


def test_a_percent_sign_is_no_wildcard() -> None:
    us, _, _ = searched()
    assert ids(us.officer, q="%") == ids(us.officer, q="_") == []


def test_filters_by_place_and_person() -> None:
    us = team()
    here = child(us)
    there = child(us, country="GTM")
    do("record_identity", there.id, us.officer, country_origin="HND")
    assert ids(us.officer, country="GTM") == ids(us.officer, origin="HND") == [there.id]
    assert set(ids(us.officer, agency=us.agency.id)) == {here.id, there.id}
    assert ids(us.officer, officer=us.officer.id) == []
    assert ids(us.officer, step="3") == []
    assert len(ids(us.officer, step="2")) == 2


def test_filters_by_age_count_both_ends() -> None:
    us = team()
    today = local_time(clock.now()).date()
    exact = child(us, age_or_birth={"birth_date": years_before(today, 12).isoformat()})
    about = child(us, age_or_birth={"age_years": 15})
    child(us, age_or_birth={"unknown": True})
    assert ids(us.officer, age_from=12, age_to=12) == [exact.id]
    assert ids(us.officer, age_from=13) == ids(us.officer, age_from=15, age_to=15) == [about.id]
    assert ids(us.officer, age_to=14) == [exact.id]
    assert ids(us.officer, age_from=16) == []


def test_overdue_counts_only_what_the_reader_may_know() -> None:
    us, border = team(), actor("border_officer")
    past = clock.now() - timedelta(days=30)
    with clock.at(past):
        case = child(us, by=border)
    assert ids(us.officer, overdue=True) == [case.id]
    with reading_as(border):
        known = Deadline.objects.filter(case=case, closed_at=None, due_at__lt=clock.now()).exists()
    assert (ids(border, overdue=True) == [case.id]) == known


def give_profile(case_id: UUID, code: str) -> None:
    with case_transaction(case_id):
        CaseProfile.objects.create(case_id=case_id, code=code)


def test_profiles_filter_only_for_who_may_read_them() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, by=border)
    give_profile(case.id, "pregnant")
    assert ids(us.officer, profile="pregnant") == [case.id]
    assert ids(us.officer, profile="disability") == []
    assert ids(border, profile="pregnant") == []
    with reading_as(border):
        assert not CaseProfile.objects.filter(case=case).exists()
        pretending = replace(border, compartments=us.officer.compartments)
        assert selectors.case_list(by=pretending, filters=CaseFilters(profile="pregnant")).rows == []


def test_a_profile_comes_and_goes_with_what_is_on_file() -> None:
    us = team()
    case = child(us)
    do("record_peoples", case.id, us.officer, indigenous="yes")
    assert ids(us.officer, profile="indigenous") == [case.id]
    do("record_peoples", case.id, us.officer, indigenous="no")
    assert ids(us.officer, profile="indigenous") == []


@pytest.mark.usefixtures("every_hour")
def test_under_five_follows_the_age_and_not_the_last_act() -> None:
    us = team()
    case = child(us, age_or_birth={"age_years": 4})
    assert ids(us.officer, profile="under_five") == [case.id]
    assert ids(us.officer, profile="under_five", age_from=6) == []


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({}, 1),
        ({"registered_at": clock.now()}, 2),
        ({"registered_at": clock.now(), "screening": "initial"}, 3),
        ({"screening": "complete"}, 3),
        ({"placement_since": clock.now()}, 4),
        ({"bia": "in_progress"}, 4),
        ({"bid": "decided"}, 4),
        ({"bid": "decided", "return_plan": "draft"}, 4),
        ({"bid": "decided", "return_plan": "approved"}, 5),
        ({"return_plan": "approved", "arrival_at": clock.now()}, 6),
        ({"followups_done": frozenset({30})}, 6),
    ],
)
def test_the_six_steps(facts: dict[str, Any], step: int) -> None:
    assert case_step(Facts(**facts)) == step


@pytest.mark.parametrize(
    ("facts", "has_returned", "states"),
    [
        ({"arrival_at": clock.now()}, False, "? ? ? ? ? current"),
        ({"country_origin": "GTM", "bid": "decided", "arrival_at": clock.now()}, False, "done ? ? done ? current"),
        ({"bid": "decided", "arrival_at": clock.now()}, True, "? ? ? done done current"),
        ({"registered_at": clock.now(), "bia": "draft"}, False, "? done ? current todo todo"),
    ],
)
def test_no_step_is_ticked_without_evidence(facts: dict[str, Any], has_returned: bool, states: str) -> None:
    known = Facts(**facts)
    line = step_line(case_step(known), steps_with_evidence(known, has_returned=has_returned))
    assert [step["state"] for step in line] == states.replace("?", "skipped").split()


@pytest.mark.usefixtures("open_house")
def test_who_settled_here_did_not_return() -> None:
    us = team()
    case = decided_for(us, "local_integration_residence")
    do("record_local_solution_started", case.id, us.officer, solution="local_integration_residence")
    page = signed_in(Person.objects.get(id=us.officer.id)).get(f"/cases/{case.id}/").content.decode()
    steps = re.findall(r"am-steps__label[^>]*>([^<]+)<span[^>]*>\s*\(([^)]+)\)", page)
    assert dict(steps)["Retorno"] == "no consta"


ON = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"birth_date": "2012-06-15"}, "14 años"),
        ({"birth_date": "2012-06-16"}, "13 años"),
        ({"birth_date": "2012-01-01", "precision": "month"}, "14 años"),
        ({"birth_date": "2012-06-01", "precision": "month"}, "unos 13 años"),
        ({"birth_date": "2012-01-01", "precision": "year"}, "unos 13 años"),
        ({"birth_date": "2012-01-01", "precision": "estimated"}, "unos 13 años"),
        ({"age_years": 13}, "unos 13 años"),
        ({"age_years": 1}, "alrededor de un año"),
        ({"birth_date": "2025-06-15"}, "1 año"),
        ({"birth_date": "2026-06-01"}, "menos de un año"),
        ({"unknown": True}, "edad desconocida"),
        ({}, "edad desconocida"),
    ],
)
def test_ages_in_words_are_never_more_exact_than_known(answer: dict[str, Any], words: str) -> None:
    assert str(age_words(birth_range(answer, ON), ON)) == words


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_an_age_told_bounds_the_birth(told_on: date, years: int) -> None:
    known = birth_range({"age_years": years}, told_on)
    assert known.first is not None
    assert known.last is not None
    assert whole_years(known.first, told_on) == whole_years(known.last, told_on) == years


def test_nothing_known_is_nothing_bound() -> None:
    assert birth_range({"unknown": True}, ON) == BirthRange()


def test_the_longest_names_fit() -> None:
    us = team()
    long = {part: word * 200 for part, word in (("given", "ñ"), ("first_surname", "\ufdfa"), ("second_surname", "ß"))}
    case = child(us, names=long | {"nickname": "x" * 200, "own_language": "y" * 200})
    assert case.id in ids(us.officer, q="ñ" * 200)


def test_lists_show_what_the_policy_of_cases_shows() -> None:
    us, border = team(), actor("border_officer")
    one, _, third = child(us, by=border), child(us), child(us, by=border)
    child(team())
    for by, count in ((us.officer, 3), (border, 2), (actor("police_officer"), 0), (actor("statistician"), 0)):
        with reading_as(by):
            assert set(Card.objects.values_list("case", flat=True)) == set(Case.objects.values_list("id", flat=True))
        assert len(ids(by)) == count
    assert set(ids(border)) == {one.id, third.id}


def test_examples_in_docstrings() -> None:
    outcome = doctest.testmod(age)
    assert outcome.attempted
    assert not outcome.failed


@pytest.mark.parametrize("stored", ["B'alam", "B’alam", "Bʼalam", "Bꞌalam", "Balam"])
def test_a_name_is_found_whichever_apostrophe_is_typed(stored: str) -> None:
    us = team()
    case = child(us, names={"given": "Ixchel", "first_surname": stored})
    for typed in ("B'alam", "B’alam", "bʼalam", "bꞌalam", "B`alam", "b´alam", "Bʔalam", "balam", "ixchel BALAM"):
        assert ids(us.officer, q=typed) == [case.id], typed


def test_a_case_is_found_by_part_of_its_number() -> None:
    us = team()
    case, other = child(us), child(us)
    country, first, second, _ = case.number.split("-", 3)
    for part in (first, first.lower(), second, f"{country}-{first}", f"{first} {second}", first[1:]):
        assert case.id in ids(us.officer, q=part), part
        assert other.id not in ids(us.officer, q=part), part
    assert ids(us.officer, q=first[:3]) == [], "three characters may be of any number"


def test_pages_are_turned_over_forward_and_back() -> None:
    us = team()
    wanted = [child(us).id for _ in range(7)][::-1]
    with reading_as(us.officer):
        first = selectors.case_list(by=us.officer, limit=3)
        second = selectors.case_list(by=us.officer, limit=3, cursor=str(first.next))
        third = selectors.case_list(by=us.officer, limit=3, cursor=str(second.next))
        back = selectors.case_list(by=us.officer, limit=3, cursor=str(third.previous))
        start = selectors.case_list(by=us.officer, limit=3, cursor=str(back.previous))
    assert [row.id for page in (first, second, third) for row in page.rows] == wanted
    assert (first.previous, third.next) == (None, None)
    assert (back.rows, start.rows, start.previous) == (second.rows, first.rows, None)
    assert (back.next, start.next) == (second.next, first.next)
