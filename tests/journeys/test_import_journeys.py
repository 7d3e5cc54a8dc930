"""A list of missing children becomes reports: upload, preview of every row, import of all that are ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from amparo.accounts.models import Person
from amparo.tracing.models.imports import ReportImport
from amparo.tracing.steps import import_runs
from tests.factories import reading_as, team, word
from tests.journeys.conftest import PHONE, follow
from tests.journeys.test_journeys import Journey, walk  # noqa: F401  a fixture
from tests.journeys.test_pages_axe import sideways
from tests.tracing.test_imports import PRIMERO, csv_of

if TYPE_CHECKING:
    from tests.factories import Team

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def test_from_a_list_to_the_reports(walk: Callable[..., Journey]) -> None:  # noqa: F811
    us, names = team(), [word() for _ in range(5)]
    rows = [[name, "Pineda", "niña", "9", "Marielos"] for name in names]
    rows[1][2], rows[3][3] = "zorro", "muchos"
    officer = walk(Person.objects.get(id=us.officer.id))
    when_a_file_is_sent(officer, csv_of(*rows, separator=";"))
    officer.then_sees("Con errores 5")
    when_all_rows_are_said_to_be_agreed(officer)
    officer.then_sees("De 5 filas, 3 serían reportes")
    officer.then_sees("No se entiende «zorro»")
    officer.then_sees("Escriba la edad en años")
    when_confirmed(officer, us)
    officer.then_sees("Se hicieron 3 reportes")
    officer.then_sees("filas 3, 5")
    follow(officer.page, officer.page.get_by_role("link", name=names[0]))
    officer.then_sees(names[0])
    officer.when_on("/reports/")
    text = officer.page.inner_text("main")
    assert [name in text for name in names] == [True, False, True, False, True]


def test_an_export_of_primero_on_a_telephone(walk: Callable[..., Journey]) -> None:  # noqa: F811
    us, name = team(), word()
    row = [
        "TR-1",
        name,
        "Pineda López",
        "Yei",
        "male",
        "9",
        "",
        "Marielos",
        "Mother",
        "+504 1",
        "05/01/2026",
        "Ocotepeque",
        "true",
        "Open",
    ]
    officer = walk(Person.objects.get(id=us.officer.id), width=PHONE)
    when_a_file_is_sent(officer, csv_of(row, heads=PRIMERO))
    when_all_rows_are_said_to_be_agreed(officer)
    officer.then_sees("una sería un reporte")
    assert sideways(officer.page) == 0
    when_confirmed(officer, us)
    officer.then_sees(f"{name} Pineda López")
    supervisor = walk(Person.objects.get(id=us.supervisor.id), width=PHONE)
    supervisor.when_on("/tracing/")
    supervisor.then_sees("Reportes abiertos: 1")
    assert sideways(supervisor.page) == 0


def when_a_file_is_sent(officer: Journey, content: bytes) -> None:
    officer.when_on("/reports/import/")
    officer.page.set_input_files("#file", {"name": "lista.csv", "mimeType": "text/csv", "buffer": content})
    officer.send()


def when_all_rows_are_said_to_be_agreed(officer: Journey) -> None:
    page = officer.page
    page.select_option('[name="searcher"]', "family")
    page.select_option('[name="urgency"]', "normal")
    page.check('[name="consent"]', force=True)
    officer.send("read")


def when_confirmed(officer: Journey, us: Team) -> None:
    officer.page.select_option('[name="protection_agency"]', str(us.agency.id))
    officer.send("confirm")
    officer.then_sees("Reportando")
    with reading_as(us.officer):
        found = ReportImport.objects.get(person=us.officer.id)
    import_runs.run_import(found.id, found.person)
    officer.page.reload()
