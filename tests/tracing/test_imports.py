"""Import of reports from a table: cells as people write them, hostile files, all rows or none."""

from __future__ import annotations

import io
import traceback
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from amparo.accounts.models import Person
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.models import Event
from amparo.ledger.problems import BadInput
from amparo.tracing.imports import files, table_parser, template, values
from amparo.tracing.imports.columns import COLUMNS, recognise_columns
from amparo.tracing.imports.files import read_table
from amparo.tracing.imports.rows import ImportDefaults, ReadRow, read_row
from amparo.tracing.models.imports import ReportImport
from amparo.tracing.models.reports import ReportCard
from amparo.tracing.selectors import imports as imports_read
from amparo.tracing.selectors.import_changes import changes_of_rows
from amparo.tracing.selectors.imports import ImportProgress
from amparo.tracing.steps import import_runs, imports
from tests.callers import signed_in
from tests.cases.test_clocks import as_worker
from tests.factories import LONG_AGO, Team, actor, do, reading_as, team, unique, word
from tests.house.database import as_owner, connected, count
from tests.tracing.reports import report

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ALL = ImportDefaults("family", "normal", consent=True)
PRIMERO = ["short_id", "name_first", "name_last", "name_nickname", "sex", "age", "date_of_birth", "relation_name",
           "relation",
           "relation_telephone", "date_of_separation", "location_separation", "disclosure_other_orgs",
           "status"]  # fmt: skip


def csv_of(*rows: list[str], heads: list[str] | None = None, separator: str = ",") -> bytes:
    lines = [heads or ["given", "first_surname", "sex", "age", "searcher_name"], *rows]
    return "\r\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines).encode()


def workbook(*rows: list[Any]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def good(n: int = 3) -> bytes:
    """So many rows, of children whom nobody else searches for."""
    return csv_of(*([word(), word(), "niña", "9", "Marielos"] for _ in range(n)))


def read(said: ImportDefaults = ALL, **cells: str) -> ReadRow:
    """A row that says what is needed and these cells besides."""
    whole = {
        "given": "Yeison",
        "first_surname": "Pineda",
        "sex": "niño",
        "age": "9",
        "searcher_name": "Marielos",
    } | cells
    return read_row(2, list(whole.values()), list(whole), said)


def wrong(row: ReadRow) -> list[str]:
    return [told.column for told in row.errors]


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_letters_and_separators_as_programs_write_them(self, encoding: str, separator: str) -> None:
        text = csv_of(["María Ñandú", "Peña, de la", "f", "9", "X"], separator=separator).decode()
        table = read_table(text.encode(encoding))
        assert table.heads[0] == "given"
        assert table.lines[0].cells[:2] == ("María Ñandú", "Peña, de la")

    def test_a_workbook_is_known_by_its_content(self) -> None:
        table = read_table(workbook(["given", "birth"], ["Ana", date(2012, 5, 4)], [None, None], ["Eva", 9.0]))
        assert [(line.number, line.cells) for line in table.lines] == [(2, ("Ana", "2012-05-04")), (4, ("Eva", "9"))]

    def test_a_formula_is_never_computed(self) -> None:
        table = read_table(workbook(["given", "age"], ["Ana", "=1+1"]))
        assert table.lines[0].cells[1] == table_parser.FORMULA

    def test_the_apostrophe_of_our_own_lists_is_taken_off(self) -> None:
        assert read_table(csv_of(["'+504 1", "x", "f", "9", "y"])).lines[0].cells[0] == "+504 1"

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\n\n",
            b"given,sex\n",
            b"%PDF-1.7\x00\x01",
            b"\x89PNG\r\n\x1a\n\x00\x00",
            b"\xd0\xcf\x11\xe0old",
            b"PK\x03\x04broken",
            b"a,b\n" + b"\x00" * 50,
            b"x," * 200 + b"\nx",
            b"a\n" + b"x\n" * (table_parser.MAX_ROWS + 1),
            b"a," + b"x" * (files.MAX_BYTES + 1),
        ],
        ids=["empty", "blank", "heads", "pdf", "png", "old", "broken", "nul", "wide", "long", "large"],
    )
    def test_what_is_no_table_is_refused_in_words(self, content: bytes) -> None:
        with pytest.raises(BadInput) as problem:
            read_table(content)
        assert str(problem.value.errors[0].message)

    def test_a_bomb_is_refused_before_it_is_unpacked(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", bytes(table_parser.MAX_UNPACKED + 1))
        assert len(out.getvalue()) < 100_000
        with pytest.raises(BadInput, match="file"):
            read_table(out.getvalue())

    def test_a_bomb_that_lies_about_its_size_is_read_no_further(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", bytes(table_parser.MAX_UNPACKED + 1))
        told, says = (size.to_bytes(4, "little") for size in (table_parser.MAX_UNPACKED + 1, 10))
        with pytest.raises(BadInput, match="file"):
            read_table(out.getvalue().replace(told, says))

    def test_entities_that_grow_are_not_followed(self) -> None:
        laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            for what in ("&a11;", "&f;"):
                with pytest.raises(BadInput, match="file"):
                    read_table(with_part(workbook(["given"], ["Ana"]), name, f"{head}<worksheet>{what}</worksheet>"))

    def test_a_row_far_below_is_not_cut_off(self) -> None:
        row = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>given</t></is></c></row>'
        rows = row.format(n=1) + row.format(n=60_000)
        far = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        [line] = read_table(with_part(workbook(["given"], ["Ana"]), "xl/worksheets/sheet1.xml", far)).lines
        assert line.number == 60_000


def with_part(content: bytes, name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for one in made.namelist():
            changed.writestr(one, text.encode() if one == name else made.read(one))
    return out.getvalue()


def sheets_of(**sheets: list[list[Any]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(row)
    book.save(out)
    return out.getvalue()


class TestSheets:
    """Primero writes one sheet a form, with the identifier of the record first."""

    INQUIRER: ClassVar = [
        ["_id", "model_type", "relation_name", "date_of_separation"],
        ["r1", "TracingRequest", "Marielos", "2026-01-05"],
        ["r2", "TracingRequest", "Rosa", "2026-01-06"],
    ]
    CHILDREN: ClassVar = [
        ["_id", "model_type", "name", "sex", "date_of_separation"],
        ["r1", "TracingRequest", "Ana", "female", None],
        ["r1", "TracingRequest", "Eva", "female", "2025-12-01"],
        ["r3", "TracingRequest", "Luz", "female", None],
    ]

    @pytest.mark.parametrize("first", ["INQUIRER", "CHILDREN"])
    def test_each_child_is_a_row_with_what_the_inquirer_s_sheet_says(self, first: str) -> None:
        sheets = (
            {"a": self.INQUIRER, "b": self.CHILDREN}
            if first == "INQUIRER"
            else {"a": self.CHILDREN, "b": self.INQUIRER}
        )
        table = read_table(sheets_of(**sheets))
        at = {code: n for n, code in enumerate(recognise_columns(table.heads)) if code}
        told = [
            [line.cells[at[code]] for code in ("full_name", "searcher_name", "last_news_on")] for line in table.lines
        ]
        assert told == [["Ana", "Marielos", "2026-01-05"], ["Eva", "Marielos", "2025-12-01"], ["Luz", "", ""]]
        assert [line.number for line in table.lines] == [2, 3, 4]

    def test_a_record_that_another_sheet_tells_twice_is_not_guessed(self) -> None:
        twice = [*self.INQUIRER, ["r1", "TracingRequest", "Otra", ""]]
        table = read_table(sheets_of(a=twice, b=self.CHILDREN))
        assert "Marielos" not in str(table.lines)

    def test_sheets_of_other_records_are_left(self) -> None:
        table = read_table(sheets_of(a=[["given", "sex"], ["Ana", "f"]], b=[["given", "age"], ["Ana", "9"]]))
        assert table.heads == ("given", "sex")


class TestColumns:
    @pytest.mark.parametrize("language", ["es", "en"])
    def test_the_template_is_recognised_whole_in_both_languages(self, language: str) -> None:
        from django.utils.translation import override

        with override(language):
            heads = template.headings()
            tables = [read_table(template.template_csv() + b"\r\nx"), read_table(_filled(template.template_workbook()))]
        for table in tables:
            assert list(table.heads) == heads
        found = recognise_columns(heads)
        assert "" not in found
        assert len(set(found)) == len(heads)

    def test_primero_is_recognised_by_its_names(self) -> None:
        assert recognise_columns(PRIMERO) == [
            "source_id", "given", "surnames", "nickname", "sex", "age", "birth_date", "searcher_name", "relation",
            "searcher_phone", "last_news_on", "last_news_place", "may_share", "ended",
        ]  # fmt: skip

    def test_a_column_twice_counts_once_unless_both_say_it_together(self) -> None:
        assert recognise_columns(["sex", "sexo", "location_last", "address_last", "other"]) == [
            "sex", "", "last_news_place", "last_news_place", "",
        ]  # fmt: skip

    def test_every_column_speaks_both_languages(self) -> None:
        from django.utils.translation import override

        for column in COLUMNS.values():
            with override("es"):
                spanish = str(column.head)
            with override("en"):
                assert spanish != str(column.head), column.code


def _filled(content: bytes) -> bytes:
    from openpyxl import load_workbook

    book, out = load_workbook(io.BytesIO(content)), io.BytesIO()
    book.worksheets[0].append(["x"])
    book.save(out)
    return out.getvalue()


class TestCells:
    @pytest.mark.parametrize(
        ("name", "text", "code"),
        [
            ("sex", "F", "female"),
            ("sex", "niño", "male"),
            ("sex", "Hombre", "male"),
            ("sex", "Female", "female"),
            ("nationality", "mexico", "MEX"),
            ("nationality", "HND", "HND"),
            ("relationship_type", "Mother", "mother"),
            ("relationship_type", "abuela", "grandparent"),
            ("report_urgency", "Alta", "high"),
            ("language", "Español", "spa"),
        ],
    )
    def test_codes_in_words(self, name: str, text: str, code: str) -> None:
        assert values.read_code(name, text) == code


class TestRows:
    def test_a_row_is_the_input_of_the_act(self) -> None:
        row = read(nationalities="Honduras; MEX", last_news_on="05/01/2026", mother="Marielos", searcher_phone="+504 1")
        assert row.given is not None
        assert row.errors == ()
        assert row.answers["nationalities"] == ["HND", "MEX"]
        assert row.answers["relatives"] == [{"name": "Marielos", "relation": "mother"}]
        assert row.answers["last_news_on"] == "2026-01-05"

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ({"sex": "zorro"}, "sex"),
            ({"given": "", "first_surname": ""}, "given"),
            ({"given": "=1+1"}, "given"),
            ({"given": "@SUM(A1)"}, "given"),
            ({"searcher_name": ""}, "searcher_name"),
            ({"age": "45"}, "age"),
            ({"birth_date": "31/12/2199"}, "birth_date"),
            ({"last_news_on": "2199-01-01"}, "last_news_on"),
            ({"urgency": "alta"}, "urgency_reasons"),
            ({"consents": "compartir"}, "consents"),
            ({"marks": "x" * 5001}, "marks"),
            ({"may_share": "quizá"}, "may_share"),
        ],
        ids=lambda value: value if isinstance(value, str) else next(iter(value)),
    )
    def test_what_is_wrong_is_said_of_its_column(self, cells: dict[str, str], column: str) -> None:
        row = read(**cells)
        assert row.given is None
        assert wrong(row) == [column]
        assert str(row.errors[0].words)

    def test_nothing_is_preselected(self) -> None:
        assert sorted(wrong(read(ImportDefaults()))) == ["consents", "searcher", "urgency"]
        assert "sharing" not in (read().answers["consents"])
        assert read(may_share="sí").answers["consents"] == ["search", "sharing"]

    def test_what_a_row_says_wins_over_what_is_said_for_all(self) -> None:
        row = read(ImportDefaults("institution", "high", consent=True), urgency="normal", searcher="familia")
        assert (row.answers["urgency"], row.answers["searcher"]) == ("normal", "family")

    def test_consent_that_a_row_gives_is_not_widened(self) -> None:
        assert "consents" in wrong(read(consents="Que se emita un boletín"))

    @pytest.mark.parametrize(
        ("whole", "given", "first", "second"),
        [
            ("Ana", "Ana", None, None),
            ("Ana Tzoc", "Ana", "Tzoc", None),
            ("Ana Tzoc Ajanel", "Ana", "Tzoc", "Ajanel"),
            ("Ana María Tzoc Ajanel", "Ana María", "Tzoc", "Ajanel"),
            ("Ana María de la Cruz Paz", "Ana María", "de la Cruz", "Paz"),
            ("María del Carmen Tzoc Ajanel", "María del Carmen", "Tzoc", "Ajanel"),
            ("PÉREZ LÓPEZ, JUAN", "JUAN", "PÉREZ", "LÓPEZ"),
            ("Ana Luz Eva Sol Tzoc Ajanel", "Ana Luz Eva Sol Tzoc Ajanel", None, None),
        ],
    )
    def test_a_whole_name_is_parted_where_one_can(self, whole: str, given: str, first: str, second: str) -> None:
        names = read(given="", first_surname="", full_name=whole).answers["names"]
        assert (names["given"], names.get("first_surname"), names.get("second_surname")) == (given, first, second)

    def test_a_name_that_is_not_known_may_be_said_so(self) -> None:
        row = read(given="desconocido", first_surname="")
        assert row.answers["names"] == {"unknown": True}
        assert row.given is not None

    def test_what_is_odd_is_noted_and_does_not_stop(self) -> None:
        noted = {told.column for told in read(sex="", age="19").notes}
        assert noted == {"sex", "age"}
        assert {told.column for told in read(birth_date="2012-01-01", age="3").notes} >= {"age"}

    def test_a_search_that_is_over_where_it_comes_from_says_so(self) -> None:
        assert read(ended="Reunified").ended
        assert not read(ended="Open").ended


def started(us: Team, content: bytes, by: Actor | None = None) -> ReportImport:
    """An import with what holds for all rows said."""
    with reading_as(by or us.officer):
        found = imports.create_import(content, by=by or us.officer)
        imports.set_import_options(found, defaults=ALL)
        return found


def confirmed(us: Team, content: bytes, by: Actor | None = None) -> ReportImport:
    found = started(us, content, by)
    with reading_as(by or us.officer):
        imports.confirm_import(found, protection_agency=us.agency.id, by=by or us.officer)
        return ReportImport.objects.get(id=found.id)


def worked(found: ReportImport) -> None:
    """As the worker does it."""
    with as_worker():
        import_runs.run_import(found.id, found.person)


def stands(us: Team, found: ReportImport) -> tuple[str, ImportProgress]:
    with reading_as(us.officer):
        found = ReportImport.objects.get(id=found.id)
        return found.state, imports_read.import_progress(found)


def reports_of(us: Team) -> int:
    with reading_as(us.officer):
        return ReportCard.objects.filter(agency=us.agency.id).count()


@pytest.mark.xdist_group("worker")
class TestImport:
    def test_all_rows_become_reports_through_the_act(self) -> None:
        us = team()
        found = confirmed(us, good(3))
        assert reports_of(us) == 0, "nothing before the worker"
        worked(found)
        state, progress = stands(us, found)
        assert (state, progress.done, progress.waiting) == ("done", 3, ())
        with reading_as(us.officer):
            made = imports_read.imported_reports(found, by=us.officer)
            events = Event.objects.filter(chain__in=[one.report for one in made])
            assert {(event.act, event.actor) for event in events} == {("report_missing", str(us.officer.id))}
            assert len(events) == 3
            card = ReportCard.objects.get(case=made[0].report)
        assert card.agency == us.agency.id

    def test_what_the_rows_said_is_gone_when_it_is_over(self) -> None:
        us = team()
        found = confirmed(us, good(2))
        worked(found)
        with as_owner() as owner:
            assert count(owner, "tracing_reportimportrow", "of_id = %(id)s and cells is not null", id=found.id) == 0
            assert count(owner, "tracing_reportimport", "id = %(id)s and heads = '[]'", id=found.id) == 1

    def test_one_row_that_cannot_be_leaves_all_undone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        us = team()
        found = confirmed(us, good(3))
        real, calls = import_runs.perform, 0

        def refuse_the_last(*given: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == 3:
                raise BadInput()
            return real(*given, **named)

        monkeypatch.setattr(import_runs, "perform", refuse_the_last)
        worked(found)
        state, progress = stands(us, found)
        assert (state, progress.done) == ("preview", 0)
        assert reports_of(us) == 0
        monkeypatch.undo()
        with reading_as(us.officer):
            imports.confirm_import(ReportImport.objects.get(id=found.id), protection_agency=us.agency.id, by=us.officer)
        worked(found)
        assert reports_of(us) == 3

    def test_a_crash_in_the_middle_is_gone_on_with_and_ends_whole(self, monkeypatch: pytest.MonkeyPatch) -> None:
        us = team()
        with clock.at(LONG_AGO):
            found = confirmed(us, good(4))
            with dying_after(monkeypatch, reports=2), pytest.raises(KeyboardInterrupt):
                worked(found)
        state, progress = stands(us, found)
        assert (state, progress.done, progress.waiting) == ("running", 2, (4, 5))
        with clock.at(LONG_AGO + import_runs.STALLED_AFTER + timedelta(minutes=1)), as_worker():
            assert len(import_runs.take_stalled_imports()) == 1
            assert import_runs.take_stalled_imports() == []
        worked(found)
        worked(found)
        assert stands(us, found)[0] == "done"
        assert reports_of(us) == 4

    def test_an_import_that_stops_says_what_remains_and_can_be_gone_on_with(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        us = team()
        found = confirmed(us, good(3))
        with dying_after(monkeypatch, reports=1, of=BadInput()):
            worked(found)
        state, progress = stands(us, found)
        assert (state, progress.done, progress.waiting) == ("stopped", 1, (3, 4))
        with reading_as(us.officer):
            imports.resume_import(ReportImport.objects.get(id=found.id))
        worked(found)
        assert stands(us, found)[1].done == 3
        assert reports_of(us) == 3

    def test_what_breaks_it_is_not_told_to_the_log(self, monkeypatch: pytest.MonkeyPatch) -> None:
        us = team()
        found = confirmed(us, good(1))
        name = "Xochicanario"
        with dying_after(monkeypatch, reports=0, of=ValueError(name)), pytest.raises(RuntimeError) as problem:
            worked(found)
        assert name not in "".join(traceback.format_exception(problem.value))
        assert stands(us, found)[0] == "preview"

    def test_two_workers_at_once_make_each_report_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        us = team()
        found = confirmed(us, good(1))
        real, nested = import_runs.perform, False

        def overtaken(*given: Any, **named: Any) -> Any:
            nonlocal nested
            if not named.get("dry_run") and not nested:
                nested = True
                import_runs.run_import(found.id, found.person)
            return real(*given, **named)

        monkeypatch.setattr(import_runs, "perform", overtaken)
        worked(found)
        assert reports_of(us) == 1

    def test_whoever_left_reports_nothing_more(self) -> None:
        us = team()
        found = confirmed(us, good(1))
        Person.objects.filter(id=us.officer.id).update(is_active=False)
        worked(found)
        Person.objects.filter(id=us.officer.id).update(is_active=True)
        assert stands(us, found)[0] == "preview"
        assert reports_of(us) == 0

    def test_rows_with_errors_stay_out_and_are_told(self) -> None:
        us = team()
        rows = [
            [word(), word(), "f", "9", "M"],
            [word(), word(), "zorro", "9", "M"],
            [word(), word(), "niño", "7", "M"],
        ]
        found = confirmed(us, csv_of(*rows))
        worked(found)
        _, progress = stands(us, found)
        assert (progress.done, progress.wrong) == (2, (3,))

    def test_nothing_to_report_is_said(self) -> None:
        us = team()
        found = started(us, csv_of([word(), word(), "zorro", "9", "M"]))
        with reading_as(us.officer), pytest.raises(BadInput):
            imports.confirm_import(found, protection_agency=None, by=us.officer)

    def test_it_is_confirmed_once(self) -> None:
        us = team()
        found = confirmed(us, good(1))
        with reading_as(us.officer):
            for again in (
                lambda: imports.confirm_import(found, protection_agency=us.agency.id, by=us.officer),
                lambda: imports.set_import_options(found, defaults=ALL),
                lambda: imports.choose_rows(found, shown=(), ticked=()),
                lambda: imports.discard_import(found),
            ):
                with pytest.raises(BadInput):
                    again()
        worked(found)

    def test_what_nobody_finishes_is_forgotten_after_a_week(self) -> None:
        us = team()
        with clock.at(LONG_AGO):
            found = started(us, good(2))
        with as_worker():
            with clock.at(LONG_AGO + timedelta(days=6)):
                import_runs.delete_expired_cells()
            assert stands_raw(found) == 2
            with clock.at(LONG_AGO + timedelta(days=8)):
                while import_runs.delete_expired_cells():
                    pass
        assert stands_raw(found) == 0
        assert stands(us, found)[0] == "dropped"


def stands_raw(found: ReportImport) -> int:
    with connected("owner") as owner:
        return count(owner, "tracing_reportimportrow", "of_id = %(id)s and cells is not null", id=found.id)


@contextmanager
def dying_after(monkeypatch: pytest.MonkeyPatch, *, reports: int, of: BaseException | None = None) -> Iterator[None]:
    """Within the block the process dies, or fails otherwise, once so many reports were made."""
    real, made = import_runs.perform, 0

    def perform(*given: Any, **named: Any) -> Any:
        nonlocal made
        if not named.get("dry_run"):
            if made == reports:
                raise of or KeyboardInterrupt
            made += 1
        return real(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(import_runs, "perform", perform)
        yield


class TestAlike:
    def states(self, us: Team, content: bytes, by: Actor | None = None) -> list[str]:
        found = started(us, content, by)
        with reading_as(by or us.officer):
            return [row.state for row in imports_read.import_preview(found, by=by or us.officer).rows]

    def test_a_report_of_the_same_name_and_birth_is_shown_and_left_out(self) -> None:
        us, first, last = team(), word(), word()
        one = report(us, names={"given": first, "first_surname": last}, age_or_birth={"age_years": 9})
        content = csv_of([last.upper(), first, "niño", "9", "M"], [first, last, "niño", "2", "M"])
        found = started(us, content)
        with reading_as(us.officer):
            same, younger = imports_read.import_preview(found, by=us.officer).rows
        assert (same.state, same.is_chosen) == ("alike", False)
        assert same.duplicate is not None
        assert same.duplicate.report == one.id
        assert younger.state == "good"

    def test_a_report_that_one_does_not_see_is_not_told_of(self) -> None:
        us, them, first, last = team(), team(), word(), word()
        report(us, names={"given": first, "first_surname": last})
        assert self.states(them, csv_of([first, last, "niño", "9", "M"])) == ["good"]

    def test_a_child_s_case_is_not_told_of(self) -> None:
        us, first, last = team(), word(), word()
        do("register", None, us.officer, protection_agency=str(us.agency.id),
           names={"given": first, "first_surname": last},
           sex="male", age_or_birth={"age_years": 9}, with_whom="unaccompanied")  # fmt: skip
        assert self.states(us, csv_of([first, last, "niño", "9", "M"])) == ["good"]

    def test_look_alike_letters_and_hyphens_make_no_second_child(self) -> None:
        first, last = word(), word()
        names = [(f"{first}'el", f"{last}-Paz"), (f"{first}’el", f"{last} Paz"), (f"{first}ʼel\u200b", f"{last}‐Paz")]
        assert self.states(team(), csv_of(*([*name, "niño", "9", "M"] for name in names))) == ["good", "alike", "alike"]

    def test_a_long_file_costs_no_more_questions_than_a_short_one(self) -> None:
        asked = []
        for n in (1, 200):
            us = team()
            found = started(us, good(n))
            with reading_as(us.officer), CaptureQueriesContext(connection) as captured:
                imports_read.import_preview(found, by=us.officer)
            asked.append(len(captured))
        assert asked[0] == asked[1] <= 4

    def test_the_same_row_twice_counts_once(self) -> None:
        row = [word(), word(), "niño", "9", "M"]
        assert self.states(team(), csv_of(row, row)) == ["good", "alike"]

    def test_a_row_that_becomes_no_report_keeps_no_other_out(self) -> None:
        first, last = word(), word()
        content = csv_of([first, last, "zorro", "9", "M"], [first, last, "niño", "9", "M"])
        assert self.states(team(), content) == ["wrong", "good"]

    def test_an_identifier_that_was_imported_is_known_again(self) -> None:
        us, name = team(), word()
        heads = ["source_id", "given", "sex", "age", "searcher_name"]
        content = csv_of([unique("P"), name, "f", "9", "M"], heads=heads)
        worked(confirmed(us, content))
        older = content.replace(b'"9"', b'"16"')
        found = started(us, older)
        with reading_as(us.officer):
            [row] = imports_read.import_preview(found, by=us.officer).rows
        assert row.duplicate is not None
        assert row.duplicate.same_source

    def test_a_name_corrected_in_the_source_is_the_same_report_and_says_so(self) -> None:
        us, given, folder = team(), word(), unique("P")
        heads = ["source_id", "given", "first_surname", "sex", "age", "searcher_name"]
        worked(confirmed(us, csv_of([folder, given, "Quiñonez", "f", "9", "M"], heads=heads)))
        found = started(us, csv_of([folder, given, "Quiñones", "f", "9", "M"], heads=heads))
        with reading_as(us.officer):
            [row] = imports_read.import_preview(found, by=us.officer).rows
        assert row.duplicate is not None
        assert (row.is_chosen, row.duplicate.was_named) == (False, f"{given} Quiñonez")

    def test_the_same_file_of_two_people_becomes_one_report(self) -> None:
        us, row = team(), [word(), word(), "niño", "9", "M"]
        colleague = actor("protection_officer", us.agency)
        both = [confirmed(us, csv_of(row), by) for by in (us.officer, colleague)]
        for found in both:
            worked(found)
        assert reports_of(us) == 1

    @pytest.mark.xdist_group("worker")
    def test_imports_take_turns_so_that_the_second_sees_what_the_first_made(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        us, free = team(), []
        real = import_runs.perform

        def watched(*given: Any, **named: Any) -> Any:
            with connected("owner") as other:
                free.append(other.execute("select pg_try_advisory_lock(%s)", [import_runs._TURN]).fetchone())
            return real(*given, **named)

        monkeypatch.setattr(import_runs, "perform", watched)
        worked(confirmed(us, good(1)))
        assert free == [(False,), (False,)], "at the dry run and at the report"
        with connected("owner") as other:
            assert other.execute("select pg_try_advisory_lock(%s)", [import_runs._TURN]).fetchone() == (True,)

    @pytest.mark.usefixtures("open_house")
    def test_everything_that_a_second_import_changes_is_named(self) -> None:
        us, name, folder = team(), word(), unique("P")
        heads = ["source_id", "given", "first_surname", "sex", "age", "last_news_on", "last_news_country",
                 "searcher_name", "searcher_phone"]  # fmt: skip
        before = [folder, name, "Quiñonez", "f", "9", "2026-01-05", "GTM", "Marta", "555 1000"]
        after = [folder, name, "Quiñones", "masculino", "10", "2026-02-05", "MEX", "Marta", ""]
        worked(confirmed(us, csv_of(before, heads=heads)))
        found = started(us, csv_of(after, heads=heads))
        with reading_as(us.officer):
            rows = imports_read.import_preview(found, by=us.officer).rows
            changes = {
                one.question: (one.was, one.now) for one in changes_of_rows(rows, by=us.officer)[rows[0].read.number]
            }
        assert changes == {
            "Primer apellido": ("Quiñonez", "Quiñones"),
            "Sexo": ("Mujer", "Hombre"),
            "Edad dicha o aparente, en años": ("9", "10"),
            "Qué día tenía esa edad": ("5 Ene 2026", "5 Feb 2026"),
            "Día de la última noticia": ("5 Ene 2026", "5 Feb 2026"),
            "En qué país": ("Guatemala", "México"),
        }
        page = signed_in(Person.objects.get(id=us.officer.id)).get(f"/reports/import/{found.id}/").content.decode()
        assert "«Quiñonez» → «Quiñones»" in page
        assert "No cambia nada." not in page

    @pytest.mark.usefixtures("open_house")
    def test_the_same_file_again_changes_nothing(self) -> None:
        us, name, folder = team(), word(), unique("P")
        heads = ["source_id", "given", "sex", "age", "searcher_name"]
        content = csv_of([folder, name, "f", "9", "M"], heads=heads)
        worked(confirmed(us, content))
        found = started(us, content)
        with reading_as(us.officer):
            rows = imports_read.import_preview(found, by=us.officer).rows
            assert list(changes_of_rows(rows, by=us.officer).values()) == [[]]
        page = signed_in(Person.objects.get(id=us.officer.id)).get(f"/reports/import/{found.id}/").content.decode()
        assert "No cambia nada." in page

    def test_one_inquirer_may_search_for_two(self) -> None:
        heads, folder = ["source_id", "given", "sex", "age", "searcher_name"], unique("P")
        content = csv_of([folder, word(), "f", "9", "M"], [folder, word(), "f", "9", "M"], heads=heads)
        assert self.states(team(), content) == ["good", "good"]

    def test_ticked_it_is_reported_all_the_same(self) -> None:
        us, row = team(), [word(), word(), "niño", "9", "M"]
        found = started(us, csv_of(row, row))
        with reading_as(us.officer):
            imports.choose_rows(found, shown=[3], ticked=[3])
            assert imports.confirm_import(found, protection_agency=us.agency.id, by=us.officer) == 2
        worked(found)
        assert reports_of(us) == 2


class TestWhoSeesIt:
    def test_the_importer_and_the_supervisors_of_their_agency_alone(self) -> None:
        us, them = team(), team()
        found = started(us, good(2))
        colleague = actor("protection_officer", us.agency)
        for who, sees in (
            (us.officer, 1),
            (us.supervisor, 1),
            (colleague, 0),
            (them.supervisor, 0),
            (actor("auditor"), 0),
        ):
            with connected("web", who.id) as web:
                assert count(web, "tracing_reportimport", "id = %(id)s", id=found.id) == sees, who.role
                assert count(web, "tracing_reportimportrow", "of_id = %(id)s", id=found.id) == 2 * sees, who.role

    def test_supervisors_change_nothing(self) -> None:
        us = team()
        found = started(us, good(1))
        with connected("web", us.supervisor.id) as web:
            for statement in (
                "delete from tracing_reportimport where id = %s",
                "delete from tracing_reportimportrow where of_id = %s",
            ):
                assert web.execute(statement, [found.id]).rowcount == 0  # type: ignore[arg-type]

    def test_a_tracing_officer_imports_for_the_agency_that_answers(self) -> None:
        us, searcher = team(), actor("tracing_officer")
        worked(confirmed(us, good(1), searcher))
        assert reports_of(us) == 1

    def test_ten_at_once_are_enough(self) -> None:
        us = team()
        for _ in range(imports.MAX_OPEN_IMPORTS):
            started(us, good(1))
        with pytest.raises(BadInput):
            started(us, good(1))
