"""How the page of an act is laid out where the generic form is not enough.

What it begins from, what it sends, what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from django.urls import reverse

from amparo.cases.act import AnyAct
from amparo.cases.file import CaseFile
from amparo.cases.links import case_href
from amparo.cases.models import Case
from amparo.cases.perform import Outcome
from amparo.cases.tabs import find_tab
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, Problem
from amparo.ledger.text import t
from amparo.ui.forms.changes import (
    MergedForm,
    ParsedForm,
    changed_answers,
    file_to_typed,
    find_blanked,
    merge_typed,
    parse_typed,
)
from amparo.ui.forms.read import Typed, single_value
from amparo.ui.forms.rows import NamedRows
from amparo.ui.forms.show import Form, fields_for

SEEN = "seen"
NOTHING_NEW = t("No cambió nada: no hay qué guardar.", "Nothing changed: there is nothing to save.")


@dataclass(frozen=True)
class Writing:
    """An act being written.

    Who writes, on which case, and the case's file as they may read it. An act that opens a case has no case yet, and an
    empty file. `asked`: what the address asked for.
    """

    declared: AnyAct
    case: Case | None
    file: CaseFile
    by: Actor
    asked: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def case_id(self) -> UUID | None:
        """Return the id of the case, if there is one yet."""
        return self.case.id if self.case else None

    @property
    def seen(self) -> int:
        """Return up to which entry of the file the page was written."""
        return max((entry.seq for entry in self.file.entries), default=0)

    def file_seen(self, seen: str) -> CaseFile:
        """Return the file as an earlier page saw it.

        Nothing of it, where the page does not say.
        """
        until = int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else 0
        return CaseFile(self.file.case_id, self.file.country, tuple(e for e in self.file.entries if e.seq <= until))


@dataclass(frozen=True)
class Arranged:
    """The questions of a page.

    `fields` as the summary of errors knows them, `more` what its template shows besides.
    """

    fields: list[JsonObject]
    more: JsonObject = field(default_factory=dict)


class Layout:
    """The generic form: begins blank, sends everything that was typed.

    `template` arranges the questions; `named` says which repeated parts have rows that the page names;
    `prepared_action` is the action that this record prepares: the page says what still stands in its way, `proves`
    naming the parameters of the law that what is on record answers, or `supposes` what would be stated when it is done.
    `shows_confirmation`: the page after it says that it was done. `anyway_words`: the button below a warning.
    """

    template: ClassVar[str] = "cases/act.html"
    named: ClassVar[Mapping[str, NamedRows]] = {}
    prepared_action: ClassVar[str] = ""
    proves: ClassVar[frozenset[str]] = frozenset()
    supposes: ClassVar[Mapping[str, object]] = {}
    shows_confirmation: ClassVar[bool] = True
    anyway_words: ClassVar[str] = t("Guardar y volver a firmar", "Save and sign again")

    def saved_answers(self, declared: AnyAct, file: CaseFile) -> JsonObject:
        """Return what the form begins from, as the input would say it."""
        return {}

    def saved_input(self, writing: Writing, file: CaseFile) -> JsonObject:
        """Return what is on file as this form says it, instants in the writer's zone.

        So that only what differs is new.
        """
        declared, zone = writing.declared, writing.by.zone
        typed = file_to_typed(declared.Input, self.saved_answers(declared, file), self.named, zone=zone)
        return parse_typed(declared.Input, typed, self.named, zone=zone).value

    def initial_values(self, writing: Writing) -> dict[str, list[str]]:
        """Return the form as it is opened."""
        now = self.saved_answers(writing.declared, writing.file)
        return file_to_typed(writing.declared.Input, now, self.named, zone=writing.by.zone) | {
            SEEN: [str(writing.seen)]
        }

    def should_resume(self, writing: Writing, draft: Mapping[str, list[str]]) -> bool:
        """Return whether the page goes on with a draft, and does not begin anew."""
        return True

    def merge_draft(self, writing: Writing, typed: Typed) -> MergedForm:
        """Return what was typed earlier, what was left alone following the file."""
        if single_value(typed, SEEN) == str(writing.seen):
            return MergedForm(dict(typed), ())
        declared, zone = writing.declared, writing.by.zone
        then, now = (
            self.saved_input(writing, file) for file in (writing.file_seen(single_value(typed, SEEN)), writing.file)
        )
        found = merge_typed(declared.Input, typed, then, now, self.named, zone=zone)
        return MergedForm(found.typed | {SEEN: [str(writing.seen)]}, found.conflicts)

    def parse(self, writing: Writing, typed: Typed) -> ParsedForm:
        """Return everything that the form says."""
        return parse_typed(writing.declared.Input, typed, self.named, zone=writing.by.zone)

    def select_changes(self, writing: Writing, typed: Typed) -> ParsedForm:
        """Return what is sent of it. Raises `BadInput`."""
        return self.parse(writing, typed)

    def is_blank_record(self, writing: Writing, sent: ParsedForm) -> bool:
        """Return whether a record would be made of a blank page.

        An action may need no words, and what is on file may go.
        """
        return writing.declared.kind == "record" and not sent.value and not self.saved_input(writing, writing.file)

    def build_warning(self, writing: Writing, sent: ParsedForm) -> str:
        """Return what sending this would undo, said to the person before it is done."""
        return ""

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return the questions, and what stands beside them."""
        return Arranged(fields_for(writing.declared.Input, form))

    def explain_problem(self, writing: Writing, problem: Problem) -> JsonObject | None:
        """Return what the page shows of a problem that it helps with beside its questions.

        None for all others.
        """
        return None

    def next_address(self, writing: Writing, outcome: Outcome) -> str:
        """Return where the writer goes once it is done.

        The tab that shows it, else the case.
        """
        tab = find_tab(writing.declared.code)
        if tab is None or writing.declared.kind == "action":
            return case_href(outcome.case)
        return reverse("case_tab", args=[outcome.case.id, tab.slug])


class Section(Layout):
    """A section of the single form: begins from what is on file, and is said whole."""

    def saved_answers(self, declared: AnyAct, file: CaseFile) -> JsonObject:
        """Return the section as last written."""
        latest = file.last(declared.code)
        return dict(latest.body) if latest else {}


class WholePlan(Section):
    """A plan that is said whole each time.

    It is sent whole, if anything in it changed.
    """

    def select_changes(self, writing: Writing, typed: Typed) -> ParsedForm:
        """Return the whole plan. Raises `BadInput` when nothing changed."""
        whole = self.parse(writing, typed)
        now = self.saved_input(writing, writing.file)
        if now and all(whole.value.get(name) == now.get(name) for name in writing.declared.Input.model_fields):
            raise BadInput(FieldError("", NOTHING_NEW))
        return whole


class Proceeding(Layout):
    """What is written over days.

    Begins from what is on file, and only what changed is sent.
    """

    def select_changes(self, writing: Writing, typed: Typed) -> ParsedForm:
        """Return what is new.

        Raises `BadInput` when nothing is, or when what is on file was left blank.
        """
        whole, now = self.parse(writing, typed), self.saved_input(writing, writing.file)
        if wrong := find_blanked(whole, now, self.named):
            raise BadInput(*wrong)
        new = changed_answers(whole, now, self.named)
        if not new.value:
            raise BadInput(FieldError("", NOTHING_NEW))
        return new
