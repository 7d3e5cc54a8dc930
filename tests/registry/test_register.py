"""Opening a record: four answers, family linked, nobody turned away."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile, read_file
from amparo.cases.models import Case, Task
from amparo.law import Facts
from amparo.ledger import clock
from amparo.ledger.problems import BadInput
from amparo.registry import selectors
from amparo.registry.acts.parts import AgeOrBirth
from amparo.registry.age import years_before
from amparo.registry.models import Card
from amparo.ui.forms import typed_to_json
from tests.factories import FOUR_ANSWERS, actor, agency, child, do, reading_as, team, today, unique
from tests.tracing.reports import report


def file_of(case: Case) -> CaseFile:
    return read_file(case.id, case.country)


def facts(case: Case, by) -> Facts:
    with reading_as(by):
        return compute_facts(file_of(case), FactQuery(clock.now()))


def test_four_answers_are_enough() -> None:
    us = team()
    case = child(us)
    known = facts(case, us.officer)
    assert (known.age_status, known.age_estimate_years, known.accompaniment) == ("child_presumed", 14, "unaccompanied")
    assert (known.case_status, known.nationalities, known.country_origin) == ("open", frozenset({"XXX"}), "XXX")
    assert known.registered_at is not None


def test_everything_may_be_unknown() -> None:
    us = team()
    given = {
        "names": {"unknown": True},
        "sex": "undisclosed",
        "age_or_birth": {"unknown": True},
        "with_whom": "unknown",
        "protection_agency": str(us.agency.id),
    }
    case = do("register", None, us.officer, **given).case
    assert facts(case, us.officer).age_status == "child_presumed"
    with reading_as(us.officer):
        card = selectors.child_card(case, file_of(case))
    assert (card.name, card.age) == ("Nombre desconocido", "edad desconocida")


def test_an_older_age_told_still_counts_as_a_child() -> None:
    us = team()
    assert facts(child(us, age_or_birth={"age_years": 19}), us.officer).age_status == "child_presumed"


def test_a_birth_in_the_future_is_refused() -> None:
    us = team()
    later = (clock.now().date() + timedelta(days=2)).isoformat()
    with pytest.raises(BadInput) as problem:
        child(us, age_or_birth={"birth_date": later})
    assert problem.value.errors[0].path == "age_or_birth.birth_date"


OLD = {
    "a day": {"birth_date": "1900-01-01"},
    "a year": {"birth_date": "1960-01-01", "precision": "year"},
    "an age": {"age_years": 31},
}


@pytest.mark.parametrize("kind", OLD)
def test_nobody_is_older_by_their_birth_than_by_their_age(kind: str) -> None:
    """«126 años», with deadlines overdue since 1916 above everybody else's."""
    us = team()
    case, sought = child(us), report(us)
    for write in (
        lambda: child(us, age_or_birth=OLD[kind]),
        lambda: do("record_identity", case.id, us.officer, age_or_birth=OLD[kind]),
        lambda: do("record_report_news", sought.id, us.officer, learnt="Su tía dijo su edad", age_or_birth=OLD[kind]),
        lambda: report(us, age_or_birth=OLD[kind]),
    ):
        with pytest.raises(BadInput) as refused:
            write()
        assert "age_or_birth" in refused.value.errors[0].path


@pytest.mark.usefixtures("every_hour")
def test_the_oldest_whom_an_age_admits_are_admitted_by_their_birth() -> None:
    us, on = team(), today()
    youngest = years_before(on, 31) + timedelta(days=1)  # on 31 December of the next year
    child(us, age_or_birth={"birth_date": f"{youngest}"})
    child(us, age_or_birth={"birth_date": f"{youngest.year}-01-01", "precision": "year"})
    with pytest.raises(BadInput, match=r"age_or_birth\.birth_date"):
        child(us, age_or_birth={"birth_date": f"{years_before(on, 31)}"})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"year": "2012"}, {"birth_date": "2012-01-01", "precision": "year"}),
        ({"month": "5", "year": "2012"}, {"birth_date": "2012-05-01", "precision": "month"}),
        ({"year": "2012", "precision": "estimated"}, {"birth_date": "2012-01-01", "precision": "estimated"}),
        ({"day": "4", "month": "5", "year": "2012"}, {"birth_date": "2012-05-04"}),
        ({"year": "2012", "precision": "day"}, {"birth_date": "2012-00-00", "precision": "day"}),
        ({"year": "2012", "precision": "month"}, {"birth_date": "2012-00-00", "precision": "month"}),
        ({"day": "4", "year": "2012"}, {"birth_date": "2012-00-04"}),
        ({}, {}),
    ],
)
def test_of_a_birth_the_year_alone_may_be_typed(typed: dict[str, str], said: dict[str, str]) -> None:
    sent = {name if name == "precision" else f"birth_date-{name}": [value] for name, value in typed.items()}
    assert typed_to_json(AgeOrBirth, sent, zone="UTC") == said


def test_siblings_are_linked_on_both_files() -> None:
    us = team()
    first = child(us)
    second = child(us, siblings=[str(first.id)])
    assert facts(first, us.officer).siblings_in_case == facts(second, us.officer).siblings_in_case == 1
    with reading_as(us.officer):
        assert [card.case_id for card in selectors.sibling_cards(first, by=us.officer)] == [second.id]
        assert [card.case_id for card in selectors.sibling_cards(second, by=us.officer)] == [first.id]
    stranger = actor("protection_officer")
    with reading_as(stranger):
        assert selectors.sibling_cards(first, by=stranger) == []


@pytest.mark.parametrize("field", ["siblings", "companions", "same_as"])
def test_a_hidden_case_and_none_at_all_are_refused_alike(field: str) -> None:
    hidden = child(team())
    us = team()
    said = []
    for case_id in (hidden.id, uuid4()):
        with pytest.raises(BadInput) as problem:
            child(us, **{field: str(case_id) if field == "same_as" else [str(case_id)]})
        said.append([(error.path, str(error.message)) for error in problem.value.errors])
    assert said[0] == said[1] == [(field, "Elija un expediente que usted pueda ver.")]


def test_the_border_registers_and_protection_sees_it() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, by=border)
    with reading_as(us.officer):
        card = Card.objects.get(case=case)
        assert (card.agency, card.step, card.closed) == (us.agency.id, 2, False)
    assert facts(case, us.officer).registered_at


def test_a_protection_agency_must_be_one() -> None:
    with pytest.raises(BadInput):
        do("register", None, team().officer, **FOUR_ANSWERS, protection_agency=str(agency("police").id))


def test_a_birth_date_is_read_as_the_law_reads_it() -> None:
    us = team()
    case = child(us, age_or_birth={"birth_date": "2012-05-01", "precision": "month"})
    known = facts(case, us.officer)
    assert (known.birth_date, known.birth_date_precision) == (date(2012, 5, 1), "month")
    with reading_as(us.officer):
        card = Card.objects.get(case=case)
    assert (card.born_from, card.born_to) == (date(2012, 5, 1), date(2012, 5, 31))


def test_the_nickname_is_the_name_used() -> None:
    us = team()
    case = child(us, names={"given": unique("Guadalupe"), "first_surname": unique("Paz"), "nickname": "Lupita"})
    with reading_as(us.officer):
        card = selectors.child_card(case, file_of(case))
    assert card.name == "Lupita"
    assert card.full_name.startswith("Guadalupe-")


@pytest.mark.parametrize("written", ["desconocido", "N/D", "Sin nombre", "SE DESCONOCE"])
def test_a_word_for_not_known_is_no_name(written: str) -> None:
    us = team()
    for names in ({"given": written}, {"given": "Luz", "first_surname": written}):
        [error] = refused_by(us, FOUR_ANSWERS | {"names": names})
        assert error.path in ("names.given", "names.first_surname")


def refused_by(us, given):
    with pytest.raises(BadInput) as problem:
        do("register", None, us.officer, protection_agency=str(us.agency.id), **given)
    return problem.value.errors


def test_another_institution_that_changes_who_the_child_is_puts_it_before_protection() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, border)

    def open_reviews() -> int:
        with reading_as(us.officer):
            return Task.objects.filter(case=case, code="review_identity", done_at=None).count()

    do("record_identity", case.id, border, sex="male")
    assert open_reviews() == 0, "they correct what they said"
    do("record_identity", case.id, us.officer, nationalities=["GTM"], country_origin="GTM")
    do("record_identity", case.id, border, marks="Un lunar", nationalities=["GTM"])
    assert open_reviews() == 0, "nothing is contradicted"
    do("record_identity", case.id, border, country_origin="MEX")
    assert open_reviews() == 1
    do("record_identity", case.id, us.officer, country_origin="GTM")
    assert open_reviews() == 1, "protection looks at it, and is not asked about itself"
