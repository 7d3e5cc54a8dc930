"""Files as programs write them: titles, sheets, encodings, other kinds; nothing of them is left out in silence."""

from __future__ import annotations

from typing import ClassVar

import pytest
from openpyxl import Workbook

from amparo.ledger.problems import BadInput
from amparo.ledger.words import fold_text
from amparo.tracing.imports.columns import recognise_columns
from amparo.tracing.imports.files import Table, read_table
from amparo.tracing.imports.sexes import find_meaning_of_m
from amparo.tracing.selectors.imports import import_preview, unread_parts
from tests.factories import reading_as, team, word
from tests.tracing.test_imports import csv_of, sheets_of, started, with_part, workbook

HEADS = ["Folio", "Nombre", "Apellido paterno", "Sexo", "Edad", "Nombre de quien busca"]
ROW = ["A-1", "Brisa", "Quiñónez", "Mujer", "9", "Rosa Ávila"]


def lines_of(*rows: list[str], mark: str = ",") -> str:
    return "".join(mark.join(row) + "\r\n" for row in rows)


def told(table: Table, code: str) -> list[str]:
    """What the rows of a table say in the column of a code."""
    at = recognise_columns(table.heads).index(code)
    return [line.cells[at] for line in table.lines]


def refusal(content: bytes) -> str:
    with pytest.raises(BadInput) as problem:
        read_table(content)
    return str(problem.value.errors[0].message)


class TestHeadings:
    TITLE: ClassVar = ["Listado de reportes de búsqueda, corte al 31 de marzo"]

    @pytest.mark.parametrize(
        "above",
        [[TITLE], [TITLE, ["Confidencial"], [""]], [["", "", "", ""], TITLE, ["", ""]], [["sep=,"]]],
        ids=["title", "notes", "blank", "sep"],
    )
    def test_are_found_below_titles(self, above: list[list[str]]) -> None:
        text = lines_of(*([f'"{row[0]}"'] if row[0].startswith("Lis") else row for row in above), HEADS, ROW)
        table = read_table(text.encode())
        assert list(table.heads) == HEADS
        assert [line.number for line in table.lines] == [len(above) + 2]

    def test_the_separator_that_the_first_line_states_is_used(self) -> None:
        table = read_table(("sep=;\n" + lines_of(HEADS, [*ROW[:5], "a,b,c,d,e,f,g,h"], mark=";")).encode())
        assert told(table, "searcher_name") == ["a,b,c,d,e,f,g,h"]

    def test_below_groups_say_whose_name_it_is(self) -> None:
        groups = ["Persona buscada", "", "", "Quien busca", ""]
        heads = ["Nombre", "Sexo", "Edad", "Nombre", "Teléfono"]
        table = read_table(workbook(groups, heads, ["Brisa", "Mujer", "9", "Rosa", "555"]))
        assert recognise_columns(table.heads) == ["given", "sex", "age", "searcher_name", "searcher_phone"]

    def test_that_cannot_be_found_refuse_the_file_once(self) -> None:
        assert "nombres de las columnas" in refusal(lines_of(["Mi lista"], ["x", "y", "z"], ["1", "2", "3"]).encode())


class TestColumns:
    def test_the_same_heading_twice_is_two_surnames_and_two_telephones(self) -> None:
        heads = ["Nombre", "Apellido", "Apellido", "Teléfono", "Teléfono", "Nombre"]
        assert recognise_columns(heads) == [
            "given", "first_surname", "second_surname", "searcher_phone", "searcher_phone", "",
        ]  # fmt: skip

    def test_groups_of_kobo_and_names_of_pfif_are_known_and_times_of_sending_are_no_news(self) -> None:
        kobo = ["_id", "datos_nna/nombre", "datos_nna/apellido_paterno", "datos_nna/sexo", "quien_busca/nombre",
                "quien_busca/telefono", "_submission_time"]  # fmt: skip
        assert recognise_columns(kobo) == [
            "source_id", "given", "first_surname", "sex", "searcher_name", "searcher_phone", "",
        ]  # fmt: skip
        pfif = ["person_record_id", "entry_date", "author_name", "author_phone", "source_date", "full_name",
                "given_name", "family_name", "last_known_location", "description"]  # fmt: skip
        assert recognise_columns(pfif) == [
            "source_id", "", "searcher_name", "searcher_phone", "", "full_name", "given", "surnames",
            "last_news_place", "marks",
        ]  # fmt: skip

    def test_empty_trailing_columns_are_ignored_and_filled_ones_without_a_name_are_kept(self) -> None:
        table = read_table(lines_of(HEADS + [""] * 120, ROW + [""] * 120, [*ROW, "más"]).encode())
        assert table.heads == (*HEADS, "")
        assert table.lines[1].cells[-1] == "más"


class TestSheets:
    def test_with_the_same_headings_are_read_one_after_the_other(self) -> None:
        other = [HEADS[::-1], ROW[::-1]]
        table = read_table(sheets_of(Enero=[HEADS, ROW, ROW], Febrero=[HEADS, ROW], Marzo=other))
        assert told(table, "given") == ["Brisa"] * 4
        assert [line.number for line in table.lines] == [2, 3, 5, 7]
        assert table.sheets == (("Enero", 2, 3), ("Febrero", 5, 5), ("Marzo", 7, 7))

    def test_that_are_not_read_are_named_hidden_ones_too(self) -> None:
        book = Workbook()
        assert book.active is not None
        book.active.append(HEADS)
        book.active.append(ROW)
        book.create_sheet("Notas").append(["Pendientes"])
        hidden = book.create_sheet("Oculta")
        hidden.append(HEADS)
        hidden.sheet_state = "hidden"
        assert read_table(_saved(book)).left_sheets == ("Notas", "Oculta")


def _saved(book: Workbook) -> bytes:
    import io

    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"])
    def test_of_any_program_keeps_its_letters(self, encoding: str) -> None:
        cells = ["A-1", "Íñigo", "Núñez Ávila", "Niña", "9", "José Ángel Güemes"]
        table = read_table(lines_of(HEADS, cells).encode(encoding))
        assert list(table.lines[0].cells) == cells

    @pytest.mark.parametrize("line", [2, 4])
    def test_with_an_open_quote_is_refused_with_its_line(self, line: int) -> None:
        rows = [HEADS, ROW, ROW, ROW, ROW]
        rows[line - 1] = ["A-1", '"Brisa', "Quiñónez", "Mujer", "9", "Rosa"]
        assert f"línea {line} " in refusal(lines_of(*rows).encode())

    def test_nobody_sees_is_taken_out_and_compared_without(self) -> None:
        table = read_table(csv_of(["Brisa\u200b", "Tz\u2019unun\ufeff", "f", "9", "Jose\u0301"]))
        assert table.lines[0].cells == ("Brisa", "Tz’unun", "f", "9", "José")
        assert len({fold_text(f"tz{mark}unun") for mark in ("'", "’", "ʼ", "`", "´", "\u200b", "\u200d")}) == 1
        assert fold_text("García‐López\u00a0Paz") == fold_text("García-López Paz")


class TestOtherKinds:
    @pytest.mark.parametrize(
        "content",
        [b"<html><table><tr><td>Nombre</td></tr></table></html>", b'\xef\xbb\xbf\n<?xml version="1.0"?><Workbook/>',
         b'[{"nombre": "Ana"}]', rb"{\rtf1 x}"],
    )  # fmt: skip
    def test_are_refused_with_what_to_do(self, content: bytes) -> None:
        assert "guárdelo como CSV o XLSX" in refusal(content)

    def test_strict_workbooks_are_refused_with_what_to_do(self) -> None:
        strict = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
        assert "Libro de Excel" in refusal(with_part(workbook(HEADS, ROW), "xl/workbook.xml", strict))


def test_what_of_a_file_is_not_imported_is_named() -> None:
    us = team()
    rows = [["Nombre", "Sexo", "Edad", "Nombre de quien busca", "Color", "Vacía"], [word(), "M", "9", "Rosa", "azul"],
            [word(), "H", "9", "Rosa", "", "", "suelto"]]  # fmt: skip
    found = started(us, sheets_of(Lista=rows, Notas=[["x"], ["y"]]))
    with reading_as(us.officer):
        left = unread_parts(found)
        sexes = [row.read.answers["sex"] for row in import_preview(found, by=us.officer).rows]
    assert (left.sheets, left.columns) == (("Notas",), ("Color", "#7"))
    assert sexes == ["female", "male"]
    assert find_meaning_of_m(["m"]) == ""


JANUARY = [["Folio", "Nombre", "Primer apellido", "Sexo", "Edad", "Nombre de quien busca"],
           ["1", "Brisa", "Tun", "F", "9", "Rosa Tun"], ["2", "Luz", "Pop", "F", "8", "Ana Pop"]]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ([*JANUARY[0], "Teléfono"], ["1", "Noa", "Luna", "M", "7", "Inés Paz", "5559999"]),
        ([*JANUARY[0], "Notas"], ["1", "Noa", "Luna", "M", "7", "Inés Paz", "Sin novedad"]),
        ([head for head in JANUARY[0] if head != "Edad"], ["1", "Noa", "Luna", "M", "Inés Paz"]),
        (
            ["Folio", "Nombre", "Apellido paterno", "Sexo", "Años", "Nombre de quien busca"],
            ["1", "Noa", "Luna", "M", "7", "Inés"],
        ),
    ],
)
def test_a_month_with_another_column_is_read_too_and_completes_no_other_child(heads: list[str], row: list[str]) -> None:
    table = read_table(sheets_of(Ene=JANUARY, Feb=[heads, row]))
    told = {line.cells[1]: line.cells for line in table.lines}
    assert set(told) == {"Brisa", "Luz", "Noa"}
    assert "5559999" not in told["Brisa"] + told["Luz"]
    assert {name for name, _, _ in table.sheets} == {"Ene", "Feb"}
    assert len({line.number for line in table.lines}) == 3


def test_what_a_sheet_says_of_nobody_or_twice_is_named() -> None:
    family = [["Folio", "Nombre de la madre"], ["1", "Rosa"], ["1", "Juana"], ["9", "Eva"]]
    table = read_table(sheets_of(Ene=JANUARY, Familia=family))
    assert [len(name) > 0 for name in table.left_sheets] == [True]
    assert table.left_sheets[0] == "Familia (filas 2, 3, 4)"
    assert all("Rosa" not in line.cells and "Juana" not in line.cells for line in table.lines)


def test_people_on_another_sheet_are_no_children() -> None:
    contacts = [["Nombre", "Teléfono", "Cargo"], ["Lic. Ortiz", "555", "Enlace"]]
    table = read_table(sheets_of(Ene=JANUARY, Contactos=contacts))
    assert len(table.lines) == 2
    assert table.left_sheets == ("Contactos",)
