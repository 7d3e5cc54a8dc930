"""Spreadsheets of some kilobytes that are made to hold a process for minutes, or to fill its memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from amparo.ledger.parsing.run import Limits
from amparo.ledger.problems import BadInput
from amparo.tracing.imports import files, table_parser
from amparo.tracing.imports.files import read_table
from tests.tracing.test_imports import MAIN, sheets_of, with_part, workbook

SHEET = "xl/worksheets/sheet1.xml"


def shared_strings_bomb() -> bytes:
    """One long text, stored once, that stands in every cell."""
    cells = '<c t="s"><v>0</v></c>' * table_parser.MAX_COLUMNS
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{f"<row>{cells}</row>" * 1_000}</sheetData></worksheet>'
    text = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>{"x" * 30_000}</t></si></sst>'
    return with_part(with_part(sheets_of(a=[["given"], ["Ana"]]), "xl/sharedStrings.xml", text), SHEET, sheet)


def deep_workbook() -> bytes:
    """A sheet whose elements lie in one another, three million deep."""
    deep = f'<worksheet xmlns="{MAIN}">{"<a>" * 3_000_000}'
    return with_part(workbook(["given"], ["Ana"]), SHEET, deep)


def wide_workbook() -> bytes:
    """As much XML as is let through, packed into some kilobytes."""
    rows = "<row><c><v>1</v></c></row>" * (table_parser.MAX_UNPACKED // 27)
    return with_part(workbook(["given"], ["Ana"]), SHEET, f'<worksheet xmlns="{MAIN}"><sheetData>{rows}')


def workbook_of_styles() -> bytes:
    """Hundreds of thousands of styles, which are read before any cell."""
    fonts = "<font><b/></font>" * 1_000_000
    return with_part(workbook(["given"], ["Ana"]), "xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><fonts>{fonts}')


@pytest.mark.parametrize("made", [shared_strings_bomb, deep_workbook, wide_workbook, workbook_of_styles])
def test_a_spreadsheet_made_to_hold_a_process_is_refused(
    made: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMITS", Limits(seconds=1, memory_bytes=files.LIMITS.memory_bytes))
    content = made()
    assert len(content) < 1_000_000
    with pytest.raises(BadInput, match="file") as problem:
        read_table(content)
    assert str(problem.value.errors[0].message)


@pytest.mark.parametrize("cut", [1, 25, 300, 3_000])
def test_a_spreadsheet_that_broke_off_is_refused(cut: int) -> None:
    whole = workbook(["given", "age"], ["Ana", 9])
    with pytest.raises(BadInput, match="file"):
        read_table(whole[:-cut])
