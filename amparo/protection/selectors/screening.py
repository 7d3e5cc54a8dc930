"""Reads of the screening, and of its printed sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.accounts.selectors import person_names
from amparo.cases.compartments import TRAFFICKING, Compartment
from amparo.cases.file import CaseFile, Entry
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.protection.age import age_at
from amparo.protection.screening.items import Item, sections_for_age
from amparo.protection.screening.scoring import Proposal, build_proposals, score_trafficking
from amparo.protection.signs import compute_signs


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """The latest answer to an item, its note, by whom and when."""

    item: Item
    answer: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ScreeningState:
    """The state of a screening.

    `sections`: those for the child's age, each with its answers so far; `unanswered`: those without any. `score` is
    None for readers who may not know it.
    """

    sections: dict[str, tuple[ItemAnswer, ...]]
    unanswered: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    score: str | None


@dataclass(frozen=True, slots=True)
class _LatestAnswer:
    """The latest answer to an item as it was written, and the entry that holds it."""

    entry: Entry
    row: JsonObject


def screening_state(file: CaseFile, *, by: Actor) -> ScreeningState:
    """Return the screening as far as `by` may read it. One query, for names."""
    age = age_at(file, clock.now())
    latest = _find_latest_answers(file)
    names = person_names({found.entry.by for found in latest.values()})
    sections = {
        section: tuple(_build_item_answer(item, latest[item.code], names) for item in items if item.code in latest)
        for section, items in sections_for_age(age).items()
        if by.may_read(frozenset({items[0].compartment}))
    }
    answers = {code: found.row["answer"] for code, found in latest.items()}
    return ScreeningState(
        sections,
        tuple(section for section, answered in sections.items() if not answered),
        tuple(build_proposals(answers)),
        score_trafficking(answers, age) if by.may_read(frozenset({TRAFFICKING})) else None,
    )


def _find_latest_answers(file: CaseFile) -> dict[str, _LatestAnswer]:
    latest: dict[str, _LatestAnswer] = {}
    for entry in file.all("screen"):
        for compartment in Compartment:
            latest |= {row["item"]: _LatestAnswer(entry, row) for row in entry.get(f"answers_{compartment}", [])}
    return latest


def _build_item_answer(item: Item, latest: _LatestAnswer, names: dict[UUID, str]) -> ItemAnswer:
    entry, row = latest.entry, latest.row
    return ItemAnswer(item, row["answer"], row.get("note", ""), names.get(entry.by, ""), entry.occurred_at)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One answered item of the printed sheet, in words."""

    text: str
    answer: str
    note: str


@dataclass(frozen=True, slots=True)
class SheetSection:
    """One section of the printed sheet."""

    title: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class ScreeningSheet:
    """The content of the printed screening sheet, codes in the reader's language."""

    sections: tuple[SheetSection, ...]
    unanswered: tuple[str, ...]
    profiles: tuple[str, ...]
    referrals: tuple[str, ...]


def screening_sheet(file: CaseFile, *, by: Actor) -> ScreeningSheet:
    """Return the printed screening sheet as far as `by` may read it. One query."""
    state, signs = screening_state(file, by=by), compute_signs(file)
    referrals = {str(label("service", proposal.referral)) for proposal in state.proposals if proposal.referral}
    return ScreeningSheet(
        sections=tuple(
            SheetSection(_format_section(section), tuple(_build_sheet_row(answer) for answer in answers))
            for section, answers in state.sections.items()
        ),
        unanswered=tuple(_format_section(section) for section in state.unanswered),
        profiles=tuple(sorted(str(label("vulnerability_profile", code)) for code in signs.profiles)),
        referrals=tuple(sorted(referrals)),
    )


def _format_section(section: str) -> str:
    return str(label("screening_group", section))


def _build_sheet_row(answer: ItemAnswer) -> SheetRow:
    return SheetRow(str(answer.item.text), str(label("screening_answer", answer.answer)), answer.note)
