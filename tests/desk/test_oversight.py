"""Who counts and who audits: numbers, to them alone, and never a child."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection

from amparo.accounts.models import Person
from amparo.accounts.roles import ROLES
from amparo.ledger import clock
from amparo.ledger.reader import acting_as
from amparo.registry.selectors.child_counts import PARTS, count_children, hide_small
from tests.callers import post, signed_in, with_token
from tests.factories import child, person, team, unique

pytestmark = pytest.mark.usefixtures("open_house")


def rows_of(function: str, who: object) -> list[tuple[str, str, int]]:
    with acting_as(who), connection.cursor() as cursor:  # type: ignore[arg-type]  # nobody too
        cursor.execute(f"select * from {function}(now()::timestamptz - interval '30 days')" if "oversight" in function
                       else f"select * from {function}(current_date)")  # fmt: skip
        return cursor.fetchall()


@pytest.mark.parametrize("role", [*sorted(ROLES), None])
def test_numbers_are_for_who_counts_and_who_audits_alone(role: str | None) -> None:
    us = team()
    case = child(us)
    signed_in(Person.objects.get(id=us.officer.id)).get(f"/cases/{case.id}/")
    who = person(role).id if role else None
    assert bool(rows_of("app_child_counts", who)) is (role == "statistician")
    assert bool(rows_of("app_oversight_counts", who)) is (role == "auditor")


def test_a_statistician_reads_every_part_and_no_child() -> None:
    us = team()
    cases = [child(us) for _ in range(2)]
    page = signed_in(person("statistician")).get("/").content.decode()
    for part in PARTS:
        assert f'aria-labelledby="children_by_{part}"' in page
    assert not any(case.number in page for case in cases)


def test_every_child_is_counted_once_in_each_part() -> None:
    us, who = team(), person("statistician")
    child(us)
    counted = rows_of("app_child_counts", who.id)
    sums = {sum(n for name, _, n in counted if name == part) for part in PARTS}
    assert len(sums) == 1, "each child has one answer to each"
    assert sums.pop() > 0


def test_an_adult_and_an_unknown_age_are_bands_of_their_own() -> None:
    us, who = team(), person("statistician")
    child(us, age_or_birth={"age_years": 17})
    with clock.at(clock.now()), acting_as(who.id):
        counted = {cell.code for cell in count_children()["age"]}
    assert counted <= {"0_5", "6_8", "9_11", "12_14", "15_17", "adult", "unknown"}


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 40, "b": 12, "c": 3}, [40, None, None]),
        ({"a": 40, "b": 9, "c": 3}, [40, None, None]),
        ({"a": 40, "b": 12}, [40, 12]),
        ({"a": 4}, [None]),
        ({"a": 40, "b": 2}, [None, None]),
        ({}, []),
    ],
)
def test_small_cells_have_no_number_nor_can_be_found_by_subtraction(
    counts: dict[str, int], shown: list[int | None]
) -> None:
    assert [cell.count for cell in hide_small(Counter(counts))] == shown


def test_an_auditor_reads_how_often_not_of_whom() -> None:
    us = team()
    case = child(us)
    reader = person("protection_officer", us.agency)
    signed_in(reader).get(f"/cases/{case.id}/")
    page = signed_in(person("auditor")).get("/").content.decode()
    assert "Consultas de urgencia" in page
    assert "Qué se leyó" in page
    assert "Últimos 7 días" in page
    assert case.number not in page
    assert reader.name not in page


def counts_of(auditor: Person) -> Counter[str]:
    return Counter({code: n for part, code, n in rows_of("app_oversight_counts", auditor.id) if part != "readings"})


def test_exports_and_changes_of_rights_are_counted() -> None:
    us, auditor, keeper = team(), person("auditor"), person("administrator")
    who, name = person("protection_officer", us.agency), unique("Xiadani")
    child(us, names={"given": name})
    before = counts_of(auditor)
    assert signed_in(who).get(f"/cases/?q={name}&format=csv").status_code == 200
    people = with_token(keeper)
    made = post(people, "/people", {"username": unique("nueva"), "name": "Nueva", "role": "auditor", "is_active": True})
    assert made.status_code == 201, made.content
    found = counts_of(auditor) - before
    assert (found["lists"], found["children"], found["person_added"]) == (1, 1, 1)
    page = signed_in(auditor).get("/").content.decode()
    assert "Descargas de listas con NNA" in page
    assert "Personas añadidas" in page
    assert name not in page
