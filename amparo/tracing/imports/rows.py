"""One row of a table read as the input of a report.

Answers, errors and notes by column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format

from amparo.cases.act import ACTS, ActInput, parse_input
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import label
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.registry.age import BirthRange, birth_range, whole_years
from amparo.tracing.imports import values
from amparo.tracing.imports.ages import read_age
from amparo.tracing.imports.columns import COLUMNS
from amparo.tracing.imports.dates import is_of_either_order, read_birth, read_day
from amparo.tracing.imports.mending import has_lost_letters
from amparo.tracing.imports.names import read_names
from amparo.tracing.imports.row_reader import ColumnMessage, RowReader
from amparo.tracing.imports.sexes import read_sex
from amparo.tracing.imports.states import read_state

REPORT_MISSING = "report_missing"
_URGENT_BELOW_YEARS = 12
_ADULT_YEARS = 18
_SAY_FOR_ALL = t(
    "Falta. Escríbalo en la fila, o dígalo en «Para las filas que no lo dicen».",
    "Missing. Write it in the row, or say it under “For the rows that do not say it”.",
)


@dataclass(frozen=True, slots=True)
class ImportDefaults:
    """Answers for all rows that have none: searcher, urgency, consent to the search.

    `m_means`: the sex that the letter M stands for in this file; blank where it does not show. `date_orders`: by
    column what `find_date_order` says of it.
    """

    searcher: str = ""
    urgency: str = ""
    consent: bool = False
    m_means: str = ""
    date_orders: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> ImportDefaults:
        """Return the defaults from the column `said` of an import."""
        return cls(
            stored.get("searcher", ""),
            stored.get("urgency", ""),
            bool(stored.get("consent")),
            stored.get("m_means", ""),
            stored.get("date_orders", {}),
        )


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it is read.

    `given` is the input of the act, None while something is wrong. `ended`: the source says that the search is
    over.
    """

    number: int
    answers: JsonObject
    given: ActInput | None
    errors: tuple[ColumnMessage, ...]
    notes: tuple[ColumnMessage, ...]
    source: str
    ended: bool

    @property
    def name(self) -> str:
        """Return the name as a list shows it."""
        names = self.answers.get("names", {})
        return " ".join(filter(None, (names.get(part) for part in ("given", "first_surname", "second_surname"))))

    @property
    def birth(self) -> BirthRange:
        """Return the range of birth that the row states."""
        told = self.answers.get("age_or_birth", {})
        return birth_range(told, local_day(clock.now())) if told else BirthRange()


def read_row(number: int, cells: Sequence[str], columns: Sequence[str], defaults: ImportDefaults) -> ReadRow:
    """Read a row of a table as the input of a report. No query."""
    by_column: dict[str, list[str]] = {}
    for column, cell in zip(columns, cells, strict=True):
        if column:
            by_column.setdefault(column, []).append(cell)
    reader = RowReader(by_column)
    answers = {
        name: value for name, value in _read_answers(reader, defaults).items() if value not in (None, "", [], {})
    }
    _note_lost_letters(reader)
    given = _validated_input(reader, answers)
    is_ended, why_ended = read_state(reader.text("ended"))
    if why_ended:
        reader.add_note("ended", why_ended)
    return ReadRow(
        number=number,
        answers=answers,
        given=None if reader.errors else given,
        errors=tuple(reader.errors),
        notes=tuple(reader.notes),
        source=_source_hash(reader),
        ended=is_ended,
    )


def _read_answers(reader: RowReader, defaults: ImportDefaults) -> JsonObject:
    coded = {name: reader.value(name, partial(values.read_code, of)) for name, of in _CODED.items()}
    sex = reader.value("sex", partial(read_sex, m_means=defaults.m_means))
    listed = {name: reader.value(name, partial(values.read_codes, of)) for name, of in _LISTED.items()}
    last_news = _read_date(reader, "last_news_on", read_day, defaults)
    return {
        **{name: reader.text(name) for name in _TEXTS},
        **coded,
        **listed,
        "names": read_names(reader),
        "sex": sex or _undisclosed_sex(reader),
        "age_or_birth": _date_age(_read_age_or_birth(reader, defaults), last_news),
        "relatives": [
            {"name": name, "relation": relation} for relation in ("mother", "father") if (name := reader.text(relation))
        ],
        "last_news_on": last_news.isoformat() if last_news else None,
        "urgency": coded["urgency"] or defaults.urgency,
        "searcher": coded["searcher"] or defaults.searcher,
        "consents": _read_consents(reader, listed["consents"] or [], defaults),
    }


_TEXTS = ("birth_place", "marks", "clothes", "memory", "last_news_place", "last_seen_with", "route", "urgency_note",
          "searcher_name", "searcher_phone", "searcher_address", "reach_how")  # fmt: skip
_CODED = {
    "birth_country": "nationality", "last_news_country": "nationality", "urgency": "report_urgency",
    "searcher": "searcher_kind", "relation": "relationship_type", "searcher_country": "nationality",
    "searcher_language": "language",
}  # fmt: skip
_LISTED = {
    "nationalities": "nationality", "languages": "language", "urgency_reasons": "urgency_reason",
    "consents": "search_consent",
}  # fmt: skip


def _undisclosed_sex(reader: RowReader) -> str:
    if not any(error.column == "sex" for error in reader.errors):
        reader.add_note("sex", t("No lo dice: queda «no declarado».", "Not said: it stays “undisclosed”."))
    return "undisclosed"


def _read_date[D](reader: RowReader, column: str, read: Callable[..., D], defaults: ImportDefaults) -> D | None:
    """Return a date in the order of its column.

    With a note where the order alone says which day it is.
    """
    order = defaults.date_orders.get(column, "")
    found: D | None = reader.value(column, partial(read, order=order))
    if found is not None and order == "month" and is_of_either_order(reader.text(column)):
        text = reader.text(column)[:60]
        reader.add_note(column, t("«{text}» se leyó con el mes primero, como otras fechas de su columna.",
                                  "“{text}” was read with the month first, as other dates of its column.",
                                  text=text))  # fmt: skip
    return found


def _note_lost_letters(reader: RowReader) -> None:
    for column, texts in reader.cells.items():
        for text in texts:
            if has_lost_letters(text):
                reader.add_note(column, t("A «{text}» le falta una letra: corríjala en su archivo.",
                                          "“{text}” lacks a letter: correct it in your file.",
                                          text=text[:60]))  # fmt: skip


def _read_age_or_birth(reader: RowReader, defaults: ImportDefaults) -> JsonObject:
    """Return the date of birth, else the age, with notes on unlikely ones."""
    birth = _read_date(reader, "birth_date", read_birth, defaults)
    years = _read_years(reader, is_needed=not birth)
    found: JsonObject = birth or ({"age_years": years} if years is not None else {"unknown": True})
    today = local_day(clock.now())
    birth_days = birth_range(found, today)
    if birth_days.last and birth_days.last <= today:
        now = whole_years(birth_days.last, today)
        if now >= _ADULT_YEARS:
            reader.add_note("age", t("Tendría {n} años.", "They would be {n} years old.", n=now))
        elif birth and years is not None and abs(now - years) > 1:
            reader.add_note("age", t("No coincide con el nacimiento: cuenta el nacimiento.",
                                  "It does not agree with the birth: the birth counts."))  # fmt: skip
        if now < _URGENT_BELOW_YEARS and fold_text(reader.text("urgency")) in ("", "normal"):
            reader.add_note(
                "urgency",
                t(
                    "Tiene menos de {n} años: vea si es urgente.",
                    "Under {n}: see whether it is urgent.",
                    n=_URGENT_BELOW_YEARS,
                ),
            )
    elif "unknown" in found and not any(error.column in ("birth_date", "age") for error in reader.errors):
        reader.add_note("age", t("Sin edad ni nacimiento.", "Neither age nor birth."))
    return found


def _date_age(found: JsonObject, last_news: date | None) -> JsonObject:
    """Return an age with the day of the last news, when the child had it.

    A list may be years old.
    """
    if "age_years" not in found or last_news is None or not date(1990, 1, 1) <= last_news <= local_day(clock.now()):
        return found
    return found | {"told_on": last_news.isoformat()}


def _read_years(reader: RowReader, *, is_needed: bool) -> int | None:
    """Return the age in whole years.

    With a note where the cell says more, or something else.
    """
    age = reader.value("age", read_age, is_needed=is_needed)
    if age and not age.is_exact:
        text = reader.text("age")[:60]
        reader.add_note("age", t("«{text}» se leyó como edad {n}.", "“{text}” was read as age {n}.",
                                 text=text, n=age.years))  # fmt: skip
    return age.years if age else None


def _read_consents(reader: RowReader, stated: list[str], defaults: ImportDefaults) -> list[str]:
    found = list(stated)
    if defaults.consent and "search" not in found and not reader.text("consents"):
        found.insert(0, "search")
    if reader.value("may_share", values.read_yes_no) and "sharing" not in found:
        found.append("sharing")
    return found


def _validated_input(reader: RowReader, answers: JsonObject) -> ActInput | None:
    """Return the input, or None with the errors of the act by column."""
    declared = ACTS[REPORT_MISSING]
    try:
        given: ActInput = parse_input(declared, answers)
        declared.check(CaseFile(UUID(int=0), settings.NODE, ()), given)
    except BadInput as problem:
        for error in problem.errors:
            column = _column_of_field(error.path)
            if not any(found.column == column for found in reader.errors):
                is_unsaid = column in ("urgency", "searcher", "consents") and not answers.get(column)
                reader.add_error(column, _SAY_FOR_ALL if is_unsaid else error.message)
        if not answers.get("consents") and not any(found.column == "consents" for found in reader.errors):
            reader.add_error("consents", _SAY_FOR_ALL)  # the act checks consent last
        return None
    return given


_COLUMN_OF_PATH = {"age_or_birth": "birth_date", "age_years": "age", "told_on": "last_news_on", "names": "given"}


def _column_of_field(path: str) -> str:
    """Return the column that answers a field of the input; blank if there is none."""
    steps = path.split(".")
    known = (_COLUMN_OF_PATH.get(step, step) for step in (steps[-1], steps[0]))
    return next((step for step in known if step in COLUMNS), "")


def _source_hash(reader: RowReader) -> str:
    """Return a hash of the identifier in the source; blank without one."""
    identifier = fold_text(reader.text("source_id"))
    return salted_hmac("amparo.report import", identifier, algorithm="sha256").hexdigest() if identifier else ""


def row_summary(row: ReadRow) -> dict[str, str]:
    """Return the answers that a preview shows, in the words of the reader."""
    answers = row.answers
    return {
        "sex": str(label("sex", answers.get("sex", ""))),
        "urgency": str(label("report_urgency", answers["urgency"])).partition(":")[0] if "urgency" in answers else "",
        "searcher": answers.get("searcher_name", ""),
        "last_news": " · ".join(
            filter(
                None, (_day_words(answers.get("last_news_on")), _country_words(answers), answers.get("last_news_place"))
            )
        ),
    }


def _day_words(text: str | None) -> str:
    return date_format(date.fromisoformat(text), "j M Y") if text else ""


def _country_words(answers: JsonObject) -> str:
    return str(label("nationality", answers["last_news_country"])) if "last_news_country" in answers else ""
