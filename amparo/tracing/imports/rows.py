"""One row of a table as the report that it would be: its answers, what is wrong with it column by column, and what to look at."""

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
from amparo.ledger.problems import BadInput
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.registry.age import Born, born, whole_years
from amparo.tracing.imports import values
from amparo.tracing.imports.columns import COLUMNS
from amparo.tracing.imports.files import FORMULA
from amparo.tracing.imports.values import Unread

OPENS = "report_missing"
_ENDED = frozenset({"closed", "cerrado", "cerrada", "reunified", "reunificado", "reunificada", "verified", "false"})
_YOUNG = 12
_ADULT = 18
_FORMULA = t("Es una fórmula: escriba el dato.", "It is a formula: write the value.")
_NO_NAME = t(
    "Falta el nombre. Si no se sabe, escriba «desconocido».", "The name is missing. If not known, write “unknown”."
)
_SAY_FOR_ALL = t(
    "Falta. Escríbalo en la fila, o dígalo en «Para las filas que no lo dicen».",
    "Missing. Write it in the row, or say it under “For the rows that do not say it”.",
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the importer says for all rows that do not say it: who searches, how urgent it is, and that the search was agreed to."""

    searcher: str = ""
    urgency: str = ""
    consent: bool = False

    @classmethod
    def kept(cls, stored: Mapping[str, Any]) -> Said:
        """As an import keeps it, beside who answers for the searches."""
        return cls(stored.get("searcher", ""), stored.get("urgency", ""), bool(stored.get("consent")))


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one column of one row, in words."""

    column: str
    words: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it is read. `given` is the input of the act, None while something is wrong. `ended`: over where it comes from."""

    number: int
    answers: dict[str, Any]
    given: ActInput | None
    errors: tuple[Told, ...]
    notes: tuple[Told, ...]
    source: str
    ended: bool

    @property
    def name(self) -> str:
        """The name as a list would show it."""
        names = self.answers.get("names", {})
        return " ".join(filter(None, (names.get(part) for part in ("given", "first_surname", "second_surname"))))

    @property
    def birth(self) -> Born:
        """What the row says of the birth."""
        told = self.answers.get("age_or_birth", {})
        return born(told, local_day(clock.now())) if told else Born()


@dataclass(slots=True)
class _Reading:
    """The cells of a row by column while they are read, and what was found wrong or worth a look."""

    cells: dict[str, list[str]]
    errors: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)

    def text(self, column: str) -> str:
        """The words of a column, those of several columns joined; blank for what says that nothing is known."""
        said = self.cells.get(column, [])
        if any(one.startswith((FORMULA, "@")) for one in said):
            self.wrong(column, _FORMULA)
            return ""
        return " · ".join(dict.fromkeys(one for one in said if not values.is_unknown(one)))

    def value(self, column: str, read: Callable[[str], Any]) -> Any:
        """What a column says once it is read, None for a blank and for what cannot be."""
        text = self.text(column)
        if not text:
            return None
        try:
            return read(text)
        except Unread as problem:
            self.wrong(column, problem.words)
            return None

    def wrong(self, column: str, words: str) -> None:
        self.errors.append(Told(column, words))

    def note(self, column: str, words: str) -> None:
        self.notes.append(Told(column, words))


def read_row(number: int, cells: Sequence[str], columns: Sequence[str], said: Said) -> ReadRow:
    """A row of a table, read as the input of a report. No query."""
    by_column: dict[str, list[str]] = {}
    for column, cell in zip(columns, cells, strict=True):
        if column:
            by_column.setdefault(column, []).append(cell)
    reading = _Reading(by_column)
    answers = {name: value for name, value in _answers(reading, said).items() if value not in (None, "", [], {})}
    given = _input(reading, answers)
    return ReadRow(
        number=number,
        answers=answers,
        given=None if reading.errors else given,
        errors=tuple(reading.errors),
        notes=tuple(reading.notes),
        source=_source(reading, answers),
        ended=fold_text(reading.text("ended")) in _ENDED,
    )


def _answers(reading: _Reading, said: Said) -> dict[str, Any]:
    coded = {name: reading.value(name, partial(values.code, of)) for name, of in _CODED.items()}
    listed = {name: reading.value(name, partial(values.codes, of)) for name, of in _LISTED.items()}
    last_news = reading.value("last_news_on", values.day)
    return {
        **{name: reading.text(name) for name in _TEXTS},
        **coded,
        **listed,
        "names": _names(reading),
        "sex": coded["sex"] or _unsaid_sex(reading),
        "age_or_birth": _age_or_birth(reading),
        "relatives": [
            {"name": name, "relation": relation}
            for relation in ("mother", "father")
            if (name := reading.text(relation))
        ],
        "last_news_on": last_news.isoformat() if last_news else None,
        "urgency": coded["urgency"] or said.urgency,
        "searcher": coded["searcher"] or said.searcher,
        "consents": _consents(reading, listed["consents"] or [], said),
    }


_TEXTS = ("birth_place", "marks", "clothes", "memory", "last_news_place", "last_seen_with", "route", "urgency_note",
          "searcher_name", "searcher_phone", "searcher_address", "reach_how")  # fmt: skip
_CODED = {
    "sex": "sex", "birth_country": "nationality", "last_news_country": "nationality", "urgency": "report_urgency",
    "searcher": "searcher_kind", "relation": "relationship_type", "searcher_country": "nationality",
    "searcher_language": "language",
}  # fmt: skip
_LISTED = {
    "nationalities": "nationality", "languages": "language", "urgency_reasons": "urgency_reason", "consents": "search_consent",
}  # fmt: skip


def _names(reading: _Reading) -> dict[str, Any]:
    parts = {name: reading.text(name) for name in ("given", "first_surname", "second_surname", "nickname")}
    if not parts["first_surname"] and (surnames := reading.text("surnames")):
        parts |= _surnames(reading, surnames, "surnames")
    if not parts["given"] and (whole := reading.text("full_name")):
        parts |= _whole_name(reading, whole)
    parts["given"] = parts["given"].replace(" · ", " ")
    found = {name: text for name, text in parts.items() if text}
    if found:
        return found
    told = [text for name in ("given", "full_name") for text in reading.cells.get(name, []) if text]
    if not told and not any(one.column in ("given", "full_name") for one in reading.errors):
        reading.wrong("given", _NO_NAME)
    return {"unknown": True}


def _surnames(reading: _Reading, text: str, column: str) -> dict[str, str]:
    """Two words are two surnames; any other number stays together, because nobody knows where it parts."""
    words = text.split()
    if len(words) != 2:
        if len(words) > 2:
            reading.note(column, t("Los apellidos quedan juntos.", "The surnames stay together."))
        return {"first_surname": text}
    return {"first_surname": words[0], "second_surname": words[1]}


def _whole_name(reading: _Reading, text: str) -> dict[str, str]:
    """As names are mostly written: one or two given names, then one or two surnames. Said, so that somebody looks."""
    words = text.split()
    if len(words) == 1 or len(words) > 4:
        return {"given": text}
    given = 2 if len(words) == 4 else 1
    parts = {"given": " ".join(words[:given]), "first_surname": words[given]}
    parts["second_surname"] = words[given + 1] if len(words) > given + 1 else ""
    told = {"given": parts["given"], "surnames": " ".join(words[given:])}
    reading.note("full_name", t("Se leyó: nombre «{given}», apellidos «{surnames}».",
                                "Read as: given names “{given}”, surnames “{surnames}”.", **told))  # fmt: skip
    return parts


def _unsaid_sex(reading: _Reading) -> str:
    if not any(one.column == "sex" for one in reading.errors):
        reading.note("sex", t("No lo dice: queda «no declarado».", "Not said: it stays “undisclosed”."))
    return "undisclosed"


def _age_or_birth(reading: _Reading) -> dict[str, Any]:
    """The date of birth where there is one, else the age; and what is odd about them."""
    birth, years = reading.value("birth_date", values.birth), reading.value("age", values.age)
    found: dict[str, Any] = birth or ({"age_years": years} if years is not None else {"unknown": True})
    today = local_day(clock.now())
    known = born(found, today)
    if known.last and known.last <= today:
        now = whole_years(known.last, today)
        if now >= _ADULT:
            reading.note("age", t("Tendría {n} años.", "They would be {n} years old.", n=now))
        elif birth and years is not None and abs(now - years) > 1:
            reading.note("age", t("No coincide con el nacimiento: cuenta el nacimiento.",
                                  "It does not agree with the birth: the birth counts."))  # fmt: skip
        if now < _YOUNG and fold_text(reading.text("urgency")) in ("", "normal"):
            reading.note(
                "urgency",
                t("Tiene menos de {n} años: vea si es urgente.", "Under {n}: see whether it is urgent.", n=_YOUNG),
            )
    elif "unknown" in found and not any(one.column in ("birth_date", "age") for one in reading.errors):
        reading.note("age", t("Sin edad ni nacimiento.", "Neither age nor birth."))
    return found


def _consents(reading: _Reading, told: list[str], said: Said) -> list[str]:
    found = list(told)
    if said.consent and "search" not in found and not reading.text("consents"):
        found.insert(0, "search")
    if reading.value("may_share", values.yes) and "sharing" not in found:
        found.append("sharing")
    return found


def _input(reading: _Reading, answers: dict[str, Any]) -> ActInput | None:
    """The input, and what the act itself finds wrong with it, told of the columns from which it came."""
    declared = ACTS[OPENS]
    try:
        given: ActInput = parse_input(declared, answers)
        declared.check(CaseFile(UUID(int=0), settings.NODE, ()), given)
    except BadInput as problem:
        for error in problem.errors:
            column = _column_of(error.path)
            if not any(one.column == column for one in reading.errors):
                is_unsaid = column in ("urgency", "searcher", "consents") and not answers.get(column)
                reading.wrong(column, _SAY_FOR_ALL if is_unsaid else error.message)
        if not answers.get("consents") and not any(one.column == "consents" for one in reading.errors):
            reading.wrong("consents", _SAY_FOR_ALL)  # the act asks for it last
        return None
    return given


_COLUMN_OF_PATH = {"age_or_birth": "birth_date", "names": "given"}


def _column_of(path: str) -> str:
    """The column that answers a field of the input, blank for what belongs to none."""
    steps = path.split(".")
    return next((one for one in (steps[-1], steps[0]) if one in COLUMNS), _COLUMN_OF_PATH.get(steps[0], ""))


def _source(reading: _Reading, answers: dict[str, Any]) -> str:
    """What tells that two rows are one: the identifier where it came from, and the name, for one search may be for several."""
    told = reading.text("source_id")
    if not told:
        return ""
    names = answers.get("names", {})
    said = [fold_text(told), *(fold_text(str(names[part])) for part in sorted(names))]
    return salted_hmac("amparo.report import", "\n".join(said), algorithm="sha256").hexdigest()


def in_words(row: ReadRow) -> dict[str, str]:
    """What a preview shows of the answers, in the words of the reader."""
    answers = row.answers
    return {
        "sex": str(label("sex", answers.get("sex", ""))),
        "urgency": str(label("report_urgency", answers["urgency"])).partition(":")[0] if "urgency" in answers else "",
        "searcher": answers.get("searcher_name", ""),
        "last_news": " · ".join(
            filter(None, (_day(answers.get("last_news_on")), _country(answers), answers.get("last_news_place")))
        ),
    }


def _day(text: str | None) -> str:
    return date_format(date.fromisoformat(text), "j M Y") if text else ""


def _country(answers: dict[str, Any]) -> str:
    return str(label("nationality", answers["last_news_country"])) if "last_news_country" in answers else ""
