"""Lists as offices keep them: whole names in one column, no headings, formulas, totals, a heading that says two things.

What is read is right; what is not read is named, and who imports is asked.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import ClassVar

import pytest

from amparo.accounts.models import Person
from amparo.ledger.problems import BadInput
from amparo.tracing.imports.ambiguous import recognise_by_values
from amparo.tracing.imports.columns import recognise_columns
from amparo.tracing.imports.files import read_table
from amparo.tracing.imports.rows import ReadRow, read_row
from amparo.tracing.imports.table_parser import FORMULA
from amparo.tracing.models.imports import ReportImport
from amparo.tracing.selectors.imports import import_preview, unread_parts
from amparo.tracing.steps import imports
from tests.callers import signed_in, with_token
from tests.factories import Team, reading_as, team
from tests.tracing.test_import_pages import sent
from tests.tracing.test_imports import ALL, csv_of, read, sheets_of, started, workbook

HEADS = ["Folio", "Nombre", "Apellido paterno", "Sexo", "Edad", "Nombre de quien busca"]
ROW = ["A-1", "Brisa", "Quiñónez", "Mujer", "9", "Rosa Ávila"]
BARE = [["Brisa", "Quiñónez", "Mujer", "9", "Rosa Ávila"], ["Yeison", "Pineda", "Hombre", "12", "Marielos"]]
BARE_CODES = ["given", "first_surname", "sex", "age", "searcher_name"]


def only(heads: list[str], row: list[str]) -> ReadRow:
    return read_row(2, row, recognise_columns(heads), ALL)


def previewed(us: Team, found: ReportImport) -> list[ReadRow]:
    with reading_as(us.officer):
        return [row.read for row in import_preview(found, by=us.officer).rows]


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("Nombre completo", "RAMÍREZ SOTO, LUIS Y SU HERMANA ROSA"),
        ("Nombre completo", "GARCÍA, ROSA Y GARCÍA, LUZ"),
        ("Nombre", "Rosa y Luz"),
        ("Nombre", "Luis con su prima Eva"),
    ],
)
def test_two_children_in_one_cell_are_no_child_with_a_long_name(head: str, text: str) -> None:
    """One of the two was searched for by nobody."""
    row = only([head, "Sexo", "Edad", "Nombre de quien busca"], [text, "H", "9", "Rosa"])
    assert [str(error.words) for error in row.errors] == ["Parecen dos personas: escriba una fila para cada una."]


@pytest.mark.parametrize("text", ["7 y 9", "7 años y 9 años"])
def test_two_ages_are_no_range(text: str) -> None:
    assert read(age=text).given is None
    assert read(age="entre 7 y 9").given is not None


@pytest.mark.parametrize("text", ["Ortega y Gasset", "de León y López"])
def test_a_surname_with_y_is_one_persons(text: str) -> None:
    assert read(first_surname=text).given is not None


class TestWholeNames:
    JUAN: ClassVar = {"given": "JUAN", "first_surname": "PÉREZ", "second_surname": "LÓPEZ"}

    @pytest.mark.parametrize("head", ["Nombre", "Nombres", "Nombre completo", "Apellidos", "Primer apellido"])
    @pytest.mark.parametrize("text", ["PÉREZ LÓPEZ, JUAN", "PÉREZ, LÓPEZ, JUAN", "PÉREZ LÓPEZ , JUAN,"])
    def test_surnames_before_a_comma_are_parted_wherever_they_stand(self, head: str, text: str) -> None:
        row = only([head, "Sexo", "Edad", "Nombre de quien busca"], [text, "H", "9", "Rosa"])
        assert row.answers["names"] == self.JUAN
        assert row.given is not None

    def test_the_parting_of_a_column_of_given_names_is_said(self) -> None:
        row = read(given="PÉREZ LÓPEZ, JUAN", first_surname="")
        assert any("nombre «JUAN»" in str(note.words) for note in row.notes)

    def test_surnames_that_have_their_own_column_stand_once(self) -> None:
        names = read(given="PÉREZ LÓPEZ, JUAN", first_surname="Pérez", second_surname="López").answers["names"]
        assert names == {"given": "JUAN", "first_surname": "Pérez", "second_surname": "López"}

    @pytest.mark.parametrize("given", ["Juan, Carlos", "Juan, alias Güero", "Juan, 9 años"])
    def test_a_comma_that_parts_no_surnames_leaves_the_name_as_written(self, given: str) -> None:
        assert read(given=given).answers["names"] == {"given": given, "first_surname": "Pineda"}

    def test_a_whole_name_without_a_comma_is_asked_about_where_the_file_has_no_surnames(self) -> None:
        def is_asked(given: str, *more: str) -> bool:
            row = only(["Nombre", "Sexo", *more], [given, "H", *["x"] * len(more)])
            return any("apellidos" in str(note.words) for note in row.notes)

        assert is_asked("Juan Pérez López")
        assert not is_asked("Ana María")
        assert not is_asked("María del Carmen")
        assert not is_asked("Juan Pérez López", "Apellido paterno")


class TestWithoutHeadings:
    @pytest.mark.parametrize("known", [0, 1], ids=["nothing known", "a word that is a heading too"])
    def test_the_first_child_is_a_child_and_the_person_is_asked(self, known: int) -> None:
        us, rows = team(), [[*row, "Madre"] if known else row for row in BARE]
        found = started(us, workbook(*rows))
        assert found.columns == [""] * len(rows[0])
        with reading_as(us.officer):
            unread = unread_parts(found)
        assert unread.columns[:2] == ("#1", "#2")
        assert "no tiene una fila con los nombres" in unread.questions[0]
        with reading_as(us.officer):
            imports.set_import_options(found, columns=[*BARE_CODES, *[""] * known], defaults=ALL)
        assert [row.name for row in previewed(us, found)] == ["Brisa Quiñónez", "Yeison Pineda"]

    def test_a_single_child_is_none_of_headings(self) -> None:
        assert [line.cells[0] for line in read_table(workbook(BARE[0])).lines] == ["Brisa"]

    def test_words_alone_are_taken_for_children_not_for_headings(self) -> None:
        rows = [["Brisa", "Quiñónez"], ["Yeison", "Pineda"], ["Ana", "Paz"]]
        assert [list(line.cells) for line in read_table(workbook(*rows)).lines] == rows

    def test_headings_in_words_that_nobody_knows_are_headings_above_figures(self) -> None:
        assert read_table(workbook(["Izina", "Imyaka"], ["Brisa", "9"])).heads == ("Izina", "Imyaka")

    @pytest.mark.usefixtures("open_house")
    def test_the_page_asks_and_the_interface_takes_columns_by_number(self) -> None:
        us, content = team(), csv_of(BARE[1], heads=BARE[0])
        found, person = started(us, content), Person.objects.get(id=us.officer.id)
        page = signed_in(person).get(f"/reports/import/{found.id}/").content.decode()
        assert "no tiene una fila con los nombres" in page
        assert "Primera fila: «Brisa»" in page
        columns = {f"#{at}": code for at, code in enumerate(BARE_CODES, 1)}
        preview = sent(with_token(person), content, "?dry_run=1", columns=json.dumps(columns)).json()
        assert preview["columns"] == columns
        assert [row["input"]["names"]["given"] for row in preview["rows"]] == ["Brisa", "Yeison"]


def with_results(content: bytes, **results: str) -> bytes:
    """A workbook whose formulas have these results: by cell its type, a colon and the value, as Excel stores them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w") as kept:
        for name in made.namelist():
            part = made.read(name).decode()
            for cell, result in results.items() if name.endswith("sheet1.xml") else ():
                kind, _, value = result.partition(":")
                cached = re.compile(rf'<c r="{cell}"([^>]*)><f>(.*?)</f><v ?/?>(?:</v>)?')
                assert cached.search(part)
                part = cached.sub(rf'<c r="{cell}"\1 t="{kind}"><f>\2</f><v>{value}</v>', part)
            kept.writestr(name, part)
    return out.getvalue()


class TestFormulas:
    def test_the_result_that_the_file_keeps_is_read(self) -> None:
        made = workbook(["Nombre", "Sexo", "Edad", "Apodo"], ["=B9", "Mujer", "=4+5", '=IF(1,"","x")'])
        content = with_results(made, A2="str:Brisa", C2="n:9", D2="str:")
        assert read_table(content).lines[0].cells == ("Brisa", "Mujer", "9", "")

    def test_an_error_is_no_result(self) -> None:
        made = workbook(["Nombre", "Sexo", "Edad"], ["Brisa", "Mujer", "=1/0"])
        [line] = read_table(with_results(made, C2="e:#DIV/0!")).lines
        row = read_row(line.number, line.cells, ["given", "sex", "age"], ALL)
        assert [error.column for error in row.errors if "#DIV/0!" in str(error.words)] == ["age"]

    def test_one_without_a_result_is_named_and_nothing_is_computed(self) -> None:
        table = read_table(workbook(["Nombre", "Sexo", "Edad"], ["Brisa", "Mujer", "=1+1"]))
        assert table.lines[0].cells[2] == FORMULA
        row = read_row(2, table.lines[0].cells, ["given", "sex", "age"], ALL)
        assert any("no guarda su resultado" in str(error.words) for error in row.errors)


class TestRowsOfNoChild:
    @pytest.mark.parametrize(
        "row",
        [["Total"], ["TOTAL GENERAL", "", "", "", "25"], ["", "Total", "", "", "25"], ["Subtotal", "", "", "12"],
         ["Suma", "25"], ["", "Total general: 25"], ["Total de NNA", "2", "", "1 mujer: 1"], ["Gran total", "", "25"],
         ["Sub-total Honduras", "", "", "", "3"], ["Suma: 25"], ["TOTALES", "", "", "50%"],
         ["Fuente: registro de la estación"], ["Nota: corte al 31 de marzo"], ["* Edad declarada"], HEADS],
    )  # fmt: skip
    def test_is_skipped_and_named(self, row: list[str]) -> None:
        table = read_table(workbook(HEADS, ROW, row, ["A-2", "Luz", *ROW[2:]]))
        assert [line.cells[1] for line in table.lines] == ["Brisa", "Luz"]
        [named] = table.skipped_rows
        assert "fila 3" in named
        assert next(filter(None, row)) in named

    @pytest.mark.parametrize(
        "row",
        [["A-2", "Suma", "Akter", "Mujer", "9", "Rosa"], ["", "Suma", "", "Mujer", "9", "Rosa"],
         ["Total", "Luz", "Paz", "Mujer", "9", "Rosa"], ["A-2", "Totalina", "Paz"], ["A-2", "Fuente", "Paz"],
         ["", "", "Fuente"], ["", "Nota"]],
    )  # fmt: skip
    def test_a_child_who_is_named_so_is_a_child(self, row: list[str]) -> None:
        table = read_table(workbook(HEADS, ROW, row))
        assert (len(table.lines), table.skipped_rows) == (2, ())

    def test_the_sheet_is_named_with_the_row(self) -> None:
        total = ["Total", "", "", "", "1"]
        table = read_table(sheets_of(Enero=[HEADS, ROW, total], Febrero=[HEADS, ROW]))
        assert table.skipped_rows == ("Enero fila 3: «Total 1»",)
        assert len(table.lines) == 2

    @pytest.mark.usefixtures("open_house")
    def test_the_page_and_the_interface_name_them_and_nothing_of_them_stays(self) -> None:
        us, content = team(), csv_of(ROW, ["Total", "", "", "", "1", ""], heads=HEADS)
        found, person = started(us, content), Person.objects.get(id=us.officer.id)
        assert "fila 3: «Total 1»" in signed_in(person).get(f"/reports/import/{found.id}/").content.decode()
        preview = sent(with_token(person), content, "?dry_run=1").json()
        assert preview["unread"]["rows"] == ["row 3: “Total 1”"]
        with reading_as(us.officer):
            imports.discard_import(found)
            assert "Total" not in str(ReportImport.objects.get(id=found.id).said)

    def test_a_sheet_of_figures_without_headings_does_not_stop_the_others(self) -> None:
        summary = [["Resumen"], ["Honduras", "3", "1"], ["Guatemala", "2", "4"]]
        table = read_table(sheets_of(Resumen=summary, Lista=[HEADS, ROW]))
        assert (len(table.lines), table.left_sheets) == (1, ("Resumen",))


class TestStatus:
    @pytest.mark.parametrize(
        ("cells", "code", "asked"),
        [
            (["Localizada", "En proceso", "", "N/D"], "ended", ""),
            (["Nuevo León", "Baja California", "Chiapas"], "", "entidades federativas"),
            (["NL", "Tamps.", "Edo. Mex"], "", "entidades federativas"),
            (["Localizada", "Chiapas"], "", "cómo va la búsqueda"),
            (["Texas", "Florida"], "", "cómo va la búsqueda"),
            (["", "N/D"], "", ""),
        ],
    )
    def test_its_values_say_which_it_is_or_it_is_asked(self, cells: list[str], code: str, asked: str) -> None:
        us = team()
        found = started(us, csv_of(*([*ROW, cell] for cell in cells), heads=[*HEADS, "Estado"]))
        assert found.columns[-1] == code
        with reading_as(us.officer):
            questions = unread_parts(found).questions
        assert len(questions) == bool(asked)
        assert asked in "".join(questions)

    def test_a_status_that_is_read_keeps_the_row_out(self) -> None:
        us = team()
        found = started(us, csv_of([*ROW, "Localizada"], heads=[*HEADS, "Estado"]))
        assert [row.ended for row in previewed(us, found)] == [True]

    def test_beside_a_column_of_the_status_it_is_a_state(self) -> None:
        heads = ["Nombre", "Estatus", "Estado"]
        assert recognise_by_values(heads, recognise_columns(heads), [["Ana", "Activa", "Activa"]])[2] == ""

    def test_a_state_of_the_federation_ends_no_search(self) -> None:
        assert not read(ended="Baja California").ended

    @pytest.mark.usefixtures("open_house")
    def test_the_page_asks(self) -> None:
        us = team()
        found = started(us, csv_of([*ROW, "Chiapas"], heads=[*HEADS, "Estado"]))
        page = signed_in(Person.objects.get(id=us.officer.id)).get(f"/reports/import/{found.id}/").content.decode()
        assert "dice entidades federativas" in page


def test_a_file_of_which_every_row_is_skipped_is_empty() -> None:
    with pytest.raises(BadInput):
        read_table(workbook(HEADS, ["Total", "", "", "", "0"]))
