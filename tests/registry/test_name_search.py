"""The search of people, as they are asked for: by ear, surnames first, by part of a number."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.accounts.models import Person
from amparo.accounts.selectors import actor_of
from amparo.cases.models import Case
from amparo.cases.transaction import case_transaction
from amparo.registry import selectors
from amparo.registry.filters import CaseFilters
from amparo.registry.models import Card
from amparo.registry.name_search import rebuild_sounds, sound_text, sounds_filler, split_words
from amparo.tracing.filters import ReportFilters
from amparo.tracing.selectors.reports import report_list
from tests.callers import with_token
from tests.factories import Team, agency, child, do, person, reading_as, team
from tests.house.database import involve
from tests.tracing.reports import report

pytestmark = pytest.mark.usefixtures("open_house")

ROSA = {"given": "Rosa Xiomara", "first_surname": "Vásquez de León", "second_surname": "B’alam"}
WAYS = (
    "Vásquez de León, Rosa", "VASQUEZ,ROSA", "vasquez-leon", "Basques Rrosa", "bazkez roza", "rosa Báskez",
    "Balam", "B'alam (Rosa)", "León B´alam", "Ｒｏｓａ Vasquez", "vás", "«Rosa»",
)  # fmt: skip


@pytest.fixture(scope="module")
def us(django_db_blocker: Any) -> Team:
    with django_db_blocker.unblock():
        return team()


@pytest.fixture(scope="module")
def rosa(us: Team, django_db_blocker: Any) -> Case:
    with django_db_blocker.unblock():
        case = child(us, names=ROSA)
        child(us, names={"given": "Pedro", "first_surname": "Alonzo"})
        do("record_documents", case.id, us.officer,
           documents=[{"type": "birth_certificate", "number": "2987 12345-0101", "issued_on": "2019-01-01"},
                      {"type": "birth_certificate", "number": "0077"}])  # fmt: skip
        return case


@pytest.fixture(scope="module")
def lupe(us: Team, django_db_blocker: Any) -> Case:
    with django_db_blocker.unblock():
        return child(us, names={"given": "Ma. Gpe.", "first_surname": "Hdez.", "second_surname": "MuÃ±oz Tello"})


def found(us: Team, q: str) -> list[Any]:
    with reading_as(us.officer):
        return [row.id for row in selectors.case_list(by=us.officer, filters=CaseFilters(q=q)).rows]


@pytest.mark.parametrize("q", WAYS)
def test_a_child_is_found_as_people_ask_for_them(us: Team, rosa: Case, q: str) -> None:
    assert found(us, q) == [rosa.id]


@pytest.mark.parametrize("q", ["Rosa Alonzo", "Vásquez, Pedro", ",", "%", "_ _", "Rosalinda", "w de"])
def test_what_is_not_asked_for_is_not_found(us: Team, rosa: Case, q: str) -> None:
    assert found(us, q) == []


MENDED = (
    "María Guadalupe Hernández", "Ma. Gpe. Hdez.", "HDEZ MA GPE", "HernÃ¡ndez", "Hern&aacute;ndez, Guadalupe",
    "Hern?ndez Guadalupe", "Hernadnez", "Guadelupe Hernandz", "Muñoz Tello", "MuÃ±oz Tello", "Munozz Tello",
)  # fmt: skip


@pytest.mark.parametrize("q", MENDED)
def test_short_forms_damaged_letters_and_slips_are_found(us: Team, lupe: Case, q: str) -> None:
    assert found(us, q) == [lupe.id]


def test_a_slip_is_forgiven_only_where_nobody_bears_the_name(us: Team, rosa: Case) -> None:
    marta = child(us, names={"given": "Marta", "first_surname": "Zzyzx"})
    maria = child(us, names={"given": "Maria", "first_surname": "Zzyzx"}, distinct_from=[str(marta.id)])
    assert found(us, "Marta Zzyzx") == [marta.id]
    assert found(us, "Maria Zzyzx") == [maria.id]
    assert set(found(us, "Mareta Zzyzx")) == {marta.id}
    assert found(us, "Xiomata Vasquez") == [rosa.id]


def test_a_child_is_found_by_a_former_name(us: Team) -> None:
    case = child(us, names={"given": "Quetzalli", "first_surname": "Ochurte"})
    do("record_identity", case.id, us.officer, names={"given": "Teodolinda"})
    assert found(us, "Quetzalli Ochurte") == found(us, "Teodolinda Ochurte") == [case.id]
    sought = report(us, names={"given": "Quetzalli", "first_surname": "Ochurte"})
    do("record_report_news", sought.id, us.officer, learnt="other", names={"given": "Teodolinda"})
    with reading_as(us.officer):
        for q in ("Quetzalli", "Teodolinda"):
            assert [row.id for row in report_list(by=us.officer, filters=ReportFilters(q=q)).rows] == [sought.id], q


def test_a_hidden_child_of_the_name_decides_nothing_of_slips(us: Team, lupe: Case) -> None:
    """Whether slips are looked for depends on the names that the reader sees alone."""
    hidden = child(team(), names={"given": "Guadalupe", "first_surname": "Hernandz"})
    assert found(us, "Guadalupe Hernandz") == [lupe.id]
    assert hidden.id not in found(us, "Hernandz")
    with reading_as(us.officer), CaptureQueriesContext(connection) as asked:
        selectors.case_list(by=us.officer, filters=CaseFilters(q="Hernandz"))
    assert sum("registry_card" in query["sql"] for query in asked) == 1, "one look at the cards, whoever bears the name"


@pytest.mark.parametrize("q", ["2987123450101", "12345-0101", "298712", "2987 1234"])
def test_a_part_of_a_document_number_finds_its_child(us: Team, rosa: Case, q: str) -> None:
    assert found(us, q) == [rosa.id]


@pytest.mark.parametrize("q", ["2019", "01010077", "1234501010", "2988"])
def test_days_and_the_seam_of_two_numbers_are_no_number(us: Team, rosa: Case, q: str) -> None:
    assert found(us, q) == []


def test_who_may_not_read_the_documents_does_not_search_them(us: Team, rosa: Case) -> None:
    helper = person("partner_ngo", agency("ngo"))
    involve(helper, rosa, groups=["identity"])
    by = actor_of(helper)
    with reading_as(by):
        asked = {
            q: len(selectors.case_list(by=by, filters=CaseFilters(q=q)).rows) for q in ("basques", "2987123450101")
        }
    assert asked == {"basques": 1, "2987123450101": 0}


def test_lists_pages_and_api_search_alike(us: Team, rosa: Case) -> None:
    officer = Person.objects.get(id=us.officer.id)
    answer = with_token(officer).get("/api/v1/cases", {"q": "Basques, Rosa"}).json()
    assert [item["id"] for item in answer["items"]] == [str(rosa.id)]
    sought = report(us, names=ROSA, documents=[{"kind": "passport", "number": "C 778812"}])
    with reading_as(us.officer):
        for q in (*WAYS, "778812"):
            assert [row.id for row in report_list(by=us.officer, filters=ReportFilters(q=q)).rows] == [sought.id], q


def test_letters_of_other_scripts_are_found_as_written(us: Team) -> None:
    names = [{"given": "محمد"}, {"given": "सीमा"}, {"given": "李明"}, {"given": "አበበ"}]
    cases = [child(us, names=one, distinct_from=[]) for one in names]
    for case, one in zip(cases, names, strict=True):
        assert found(us, one["given"]) == [case.id]


def test_cards_of_before_are_found_by_ear_too(us: Team, rosa: Case) -> None:
    with case_transaction(rosa.id):
        Card.objects.filter(case=rosa).update(sounds="")
        sounds_filler("registry", "Card")(apps, connection.schema_editor())
        assert Card.objects.get(case=rosa).sounds == sound_text("rosa xiomara vasquez de leon balam")
        Card.objects.filter(case=rosa).update(sounds=" other ")
        assert rebuild_sounds() == 1
        assert Card.objects.get(case=rosa).sounds == sound_text("rosa xiomara vasquez de leon balam")


def test_words_are_parted_by_what_is_no_letter() -> None:
    assert split_words(" PÉREZ/López,  ana-maría ana ") == ["perez", "lopez", "ana", "maria"]
