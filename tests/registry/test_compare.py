"""What two records have in common: rules of the comparison, and what people say after it."""

from datetime import date
from uuid import UUID

import pytest
from django.db import transaction

from amparo.cases.models import Case
from amparo.cases.selectors import file_for
from amparo.ledger.problems import BadInput
from amparo.registry import selectors
from amparo.registry.age import BirthRange
from amparo.registry.agreement import compare_births, compare_lists, compare_places, compare_words
from amparo.registry.child_summary import summarise_answers, summarise_file
from tests.factories import Team, actor, child, do, reading_as, team
from tests.registry.test_duplicates import names

ON = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("left", "right", "state"),
    [("José", "JOSE", "same"), ("José", "Josué", "different"), ("", "Josué", "missing"), ("José", "", "missing")],
)
def test_texts(left: str, right: str, state: str) -> None:
    assert compare_words(left, right) == state


@pytest.mark.parametrize(
    ("left", "right", "state"),
    [
        ("Comitancillo, San Marcos", "Comitancillo", "same"),
        ("San Marcos", "comitancillo,  San Márcos", "same"),
        ("Comitancillo, San Marcos", "Tacaná, San Marcos", "different"),
        ("", "Tacaná", "missing"),
        (" , ", "Tacaná", "missing"),
    ],
)
def test_a_place_told_in_fewer_words_contradicts_nothing(left: str, right: str, state: str) -> None:
    assert compare_places(left, right) == compare_places(right, left) == state


@pytest.mark.parametrize(
    ("left", "right", "state"),
    [
        ({"birth_date": "2012-02-03"}, {"birth_date": "2012-02-03"}, "same"),
        ({"birth_date": "2012-02-03"}, {"birth_date": "2012-02-04"}, "different"),
        ({"birth_date": "2012-02-03"}, {"birth_date": "2012-02-01", "precision": "month"}, "same"),
        ({"birth_date": "2012-02-29"}, {"birth_date": "2012-03-01", "precision": "month"}, "different"),
        ({"age_years": 14}, {"birth_date": "2012-01-01"}, "same"),
        ({"age_years": 14}, {"age_years": 12}, "different"),
        ({"age_years": 14}, {"unknown": True}, "missing"),
        ({"birth_date": "2012-31-31"}, {"age_years": 14}, "missing"),
    ],
)
def test_births_agree_where_one_day_fits_both(left: dict[str, object], right: dict[str, object], state: str) -> None:
    ours, theirs = (summarise_answers({"age_or_birth": one}, on=ON).birth for one in (left, right))
    assert compare_births(ours, theirs) == compare_births(theirs, ours) == state


def test_lists_agree_on_anything_shared() -> None:
    assert compare_lists(["Ana López", "Luz"], ["ana lopez"]) == "same"
    assert compare_lists(["Ana"], ["Luz"]) == "different"
    assert compare_lists([""], ["Luz"]) == "missing"


def alike(us: Team) -> tuple[Case, Case]:
    """Two cases of the same name in two hands, so that nobody was asked when the second was opened; then one team's."""
    called = names()
    border, other = actor("border_officer"), actor("border_officer")
    given = {"names": called, "protection_agency": str(us.agency.id), "sex": "female", "with_whom": "unaccompanied",
             "age_or_birth": {"age_years": 14}}  # fmt: skip
    return do("register", None, border, **given).case, do("register", None, other, **given).case


def test_what_is_known_of_a_file() -> None:
    us = team()
    case = child(us)
    do("record_identity", case.id, us.officer, nationalities=["HND", "GTM"], country_origin="HND")
    do("record_family", case.id, us.officer, members=[{"relation": "mother", "names": {"given": "Luz"}}])
    do("record_documents", case.id, us.officer, documents=[{"type": "birth_certificate", "number": "77"}])
    with reading_as(us.officer):
        known = summarise_file(file_for(case, by=us.officer))
    assert (known.nationalities, known.origin) == (("HND", "GTM"), "HND")
    assert known.relatives == (("mother", "Luz"),)
    assert known.documents == (("birth_certificate", "77"),)
    assert (known.registered_by, known.country) == (us.agency.id, "MEX")


def test_who_reads_their_own_entries_alone_compares_nothing_else() -> None:
    us, stranger = team(), actor("border_officer")
    case = child(us)
    with reading_as(stranger), transaction.atomic():
        known = summarise_file(file_for(case, by=stranger))
    assert (known.names, known.birth, known.registered_at, known.country) == ({}, BirthRange(), None, "")


def test_similar_cases_are_offered_until_somebody_has_said() -> None:
    us = team()
    first, second = alike(us)

    def offered(case: Case) -> set[UUID]:
        with reading_as(us.officer):
            return {one.id for one in selectors.possible_duplicates(case, file_for(case, by=us.officer), by=us.officer)}

    assert offered(first) == {second.id}
    assert offered(second) == {first.id}
    do("record_duplicate", first.id, us.officer, other=str(second.id), same=False, why="Otra madre")
    assert offered(first) == offered(second) == set()


def test_the_same_child_is_linked_on_both_files() -> None:
    us = team()
    first, second = alike(us)
    do("record_duplicate", first.id, us.officer, other=str(second.id), same=True)
    with reading_as(us.officer):
        assert [card.case_id for card in selectors.same_child_cards(second, by=us.officer)] == [first.id]
        assert [card.case_id for card in selectors.same_child_cards(first, by=us.officer)] == [second.id]


def test_nothing_is_said_of_a_case_that_is_not_seen_or_of_itself() -> None:
    us, them = team(), team()
    case, hidden = child(us), child(them)
    for other in (hidden, case):
        with pytest.raises(BadInput):
            do("record_duplicate", case.id, us.officer, other=str(other.id), same=True)
