"""Files like those that others reported, and their neighbours: what a program changed on the way is mended or said."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from amparo.accounts.models import Person
from amparo.ledger.problems import BadInput
from amparo.tracing.imports.ages import read_age
from amparo.tracing.imports.columns import recognise_columns
from amparo.tracing.imports.dates import find_date_order, read_birth, read_day
from amparo.tracing.imports.files import read_table
from amparo.tracing.imports.mending import has_lost_letters, mend_text
from amparo.tracing.imports.rows import ReadRow, read_row
from amparo.tracing.imports.values import UnreadableValue, read_code
from amparo.tracing.selectors.imports import import_preview
from tests.callers import signed_in
from tests.factories import reading_as, team
from tests.tracing.test_imports import ALL, csv_of, started

HEADS = ["Nombre", "Apellido paterno", "Sexo", "Fecha de nacimiento", "Nombre de quien busca", "Teléfono"]
ROW = ["Brisa", "Quiñónez", "Mujer", "2012-05-04", "Rosa Ávila", "555"]
TEXT = csv_of(ROW, heads=HEADS).decode()


def one(content: bytes) -> ReadRow:
    """The only row of a file."""
    table = read_table(content)
    [line] = table.lines
    return read_row(line.number, line.cells, recognise_columns(table.heads), ALL)


def book(*rows: list[Any], **changes: Any) -> bytes:
    made, out = Workbook(), io.BytesIO()
    made.epoch = changes.get("epoch", made.epoch)
    for row in (HEADS, *rows):
        made.active.append(row)
    for number in changes.get("hidden", ()):
        made.active.row_dimensions[number].hidden = True
    for cells in changes.get("merge", ()):
        made.active.merged_cells.add(cells)  # not merge_cells, which writes each cell of a whole column
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig", "cp1252"])
def test_every_way_of_storing_letters_is_read(encoding: str) -> None:
    assert one(TEXT.encode(encoding)).name == "Brisa Quiñónez"


def test_letters_that_were_read_wrongly_once_or_twice_are_put_right() -> None:
    once = TEXT.encode().decode("cp1252", errors="replace")
    twice = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in once.encode())
    assert one(once.encode()).name == one(twice.encode()).name == "Brisa Quiñónez"


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("MarÃ\u00ada", "María"), ("Ã‘uÃ±ez", "Ñuñez"), ("Â¿QuiÃ©n?", "¿Quién?"), ("Bâ€™alam", "B’alam"),
        ("Pe&ntilde;a", "Peña"), ("Jos&#233;", "José"), ("MuÃƒÂ±oz", "Muñoz"),
        ("JOÃO", "JOÃO"), ("IRMÃ", "IRMÃ"), ("«IRMû", "«IRMû"), ("Pérez & Hijos", "Pérez & Hijos"), ("Â", "Â"),
    ],
)  # fmt: skip
def test_only_what_is_certain_is_mended(damaged: str, whole: str) -> None:
    assert mend_text(damaged) == whole


@pytest.mark.parametrize(("text", "lost"), [("Mar?a", True), ("Pe\ufffda", True), ("¿Qué? Nada", False), ("9?", False)])
def test_a_lost_letter_is_said_not_guessed(text: str, lost: bool) -> None:
    assert has_lost_letters(text) is lost
    row = one(csv_of([text, *ROW[1:]], heads=HEADS))
    assert any("le falta una letra" in str(note.words) for note in row.notes) is lost


@pytest.mark.parametrize("value", ["#REF!", "#¿NOMBRE?", "#¡VALOR!", "#DIV/0!", "########", "5.0255E+11", "5,0255E+11"])
@pytest.mark.parametrize("column", [1, 4, 5])
def test_what_a_spreadsheet_shows_in_place_of_a_value_is_refused(value: str, column: int) -> None:
    cells = [*ROW[:column], value, *ROW[column + 1 :]]
    row = one(csv_of(cells, heads=HEADS))
    assert row.given is None
    assert any("como texto" in str(error.words) for error in row.errors)
    assert value not in str(row.answers)


def test_a_column_with_the_month_first_is_read_so_and_a_mixed_one_is_refused() -> None:
    us = team()
    births = {"month": ["5/13/2012", "5/4/2012"], "mixed": ["5/13/2012", "5/4/2012", "13/5/2012"], "": ["5/4/2012"]}
    said = {}
    for order, days in births.items():
        assert find_date_order(days) == order
        found = started(us, csv_of(*([*ROW[:3], day, *ROW[4:]] for day in days), heads=HEADS))
        with reading_as(us.officer):
            rows = [row.read for row in import_preview(found, by=us.officer).rows]
        said[order] = [row.answers["age_or_birth"].get("birth_date") for row in rows]
        noted = [any("el mes primero" in str(note.words) for note in row.notes) for row in rows]
        assert noted == [order == "month" and day == "5/4/2012" for day in days]
    assert said == {"month": ["2012-05-13", "2012-05-04"], "mixed": ["2012-05-13", None, "2012-05-13"],
                    "": ["2012-04-05"]}  # fmt: skip


def test_hidden_rows_are_read_and_said() -> None:
    us, content = team(), book(ROW, ["Luz", *ROW[1:]], hidden=[3])
    assert read_table(content).hidden_rows == 1
    assert read_table(book(ROW)).hidden_rows == 0
    found = started(us, content)
    with reading_as(us.officer):
        assert len(import_preview(found, by=us.officer).rows) == 2


def test_a_cell_merged_over_several_rows_is_of_each() -> None:
    """As families stand in lists: the place and the mother once, beside each of her children."""
    made = book(["Ana", *ROW[1:]], ["Luz", *ROW[1:-1], None], ["Eva", *ROW[1:-1], None], merge=["F2:F4"])
    assert [line.cells[0] for line in read_table(made).lines] == ["Ana", "Luz", "Eva"]
    assert {line.cells[5] for line in read_table(made).lines} == {ROW[5]}
    assert len(read_table(book(ROW, merge=["F2:F3"])).lines) == 1, "a row that says nothing else is none"
    assert len(read_table(book(ROW, merge=["XFD1:XFD1048576", "A9:A1048576"])).lines) == 1


@pytest.mark.usefixtures("open_house")
def test_the_page_says_how_many_rows_were_hidden() -> None:
    us = team()
    found = started(us, book(ROW, ["Luz", *ROW[1:]], hidden=[3]))
    page = signed_in(Person.objects.get(id=us.officer.id)).get(f"/reports/import/{found.id}/").content.decode()
    assert "Filas ocultas en la hoja, que también se leyeron: 1" in page


def test_days_of_the_calendar_of_1904_are_the_same_days() -> None:
    row = one(book([*ROW[:3], date(2012, 5, 4), *ROW[4:]], epoch=CALENDAR_MAC_1904))
    assert row.answers["age_or_birth"] == {"birth_date": "2012-05-04", "precision": "day"}


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin", "Index/Document.iwa"])
def test_spreadsheets_of_other_programs_are_refused_with_what_to_do(part: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(part, b"x")
    with pytest.raises(BadInput) as refused:
        read_table(out.getvalue())
    assert "guárdela como XLSX" in str(refused.value.errors[0].message)


@pytest.mark.parametrize("text", ["41033", "04/05/12", "31/02/2012", "0000-01-01", "12 B'ak'tun"])
def test_a_number_of_days_and_a_year_of_two_figures_are_no_date(text: str) -> None:
    with pytest.raises(UnreadableValue):
        read_birth(text)


HEADINGS = {
    "fr": ["Prénom", "Nom", "Sexe", "Âge", "Date de naissance", "Nationalité", "Nom de la mère", "Téléphone"],
    "pt": ["Nome", "Sobrenome", "Sexo", "Idade", "Data de nascimento", "Nacionalidade", "Nome da mãe", "Telefone"],
    "ht": ["Non", "Siyati", "Sèks", "Laj", "Dat nesans", "Nasyonalite", "Non manman", "Telefòn"],
    "en": ["First name", "Last name", "Sex", "Age", "Date of birth", "Nationality", "Mother's name", "Phone"],
}


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_of_the_languages_of_the_region_are_known(language: str) -> None:
    assert recognise_columns(HEADINGS[language]) == [
        "given", "surnames", "sex", "age", "birth_date", "nationalities", "mother", "searcher_phone"
    ]  # fmt: skip


def test_a_name_alone_is_the_whole_name() -> None:
    assert recognise_columns(["Nom", "Sexe"]) == recognise_columns(["Non", "Sèks"]) == ["full_name", "sex"]


@pytest.mark.parametrize(
    "text", ["12 mars 2015", "12 de março de 2015", "12 mas 2015", "12 March 2015", "12 marzo 2015"]
)
def test_months_in_the_languages_of_the_region(text: str) -> None:
    assert read_day(text) == date(2015, 3, 12)


def test_a_month_that_two_languages_read_otherwise_is_refused() -> None:
    with pytest.raises(UnreadableValue):
        read_day("12 out 2015")  # October in Portuguese, August in Haitian


@pytest.mark.parametrize("text", ["neuf ans", "nove anos", "nèf lane", "nueve años", "9 ans", "nine years old"])
def test_ages_in_words(text: str) -> None:
    assert read_age(text).years == 9


@pytest.mark.parametrize(
    ("text", "code"),
    [("Fille", "female"), ("Menino", "male"), ("Tifi", "female"), ("Gason", "male"), ("Garçon", "male")],
)
def test_sexes_in_words(text: str, code: str) -> None:
    assert read_code("sex", text) == code
