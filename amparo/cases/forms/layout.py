"""How the page of an act is laid out where the generic form is not enough: what it begins from, what it sends, what it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse

from amparo.cases.act import AnyAct
from amparo.cases.file import CaseFile
from amparo.cases.links import case_href
from amparo.cases.models import Case
from amparo.cases.perform import Outcome
from amparo.cases.tabs import tab_of
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
    """An act being written: who writes, on which case, and the case's file as they may read it.

    An act that opens a case has no case yet, and an empty file. `asked`: what the address asked for.
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
        """Up to which entry of the file the page was written."""
        return max((entry.seq for entry in self.file.entries), default=0)

    def file_at(self, seen: str) -> CaseFile:
        """The file as an earlier page saw it: nothing of it, where the page does not say."""
        until = int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else 0
        return CaseFile(self.file.case_id, self.file.country, tuple(e for e in self.file.entries if e.seq <= until))


@dataclass(frozen=True)
class Arranged:
    """The questions of a page: `fields` as the summary of errors knows them, `more` what its template shows besides."""

    fields: list[dict[str, Any]]
    more: dict[str, Any] = field(default_factory=dict)


class Layout:
    """The generic form: begins blank, sends everything that was typed.

    `template` arranges the questions; `named` says which repeated parts have rows that the page names; `leads_to` is the
    action that this record prepares: the page says what still stands in its way, `proves` naming the parameters of the law
    that what is on record answers, or `supposes` what would be stated when it is done. `is_told`: the page after it says that
    it was done.
    """

    template: ClassVar[str] = "cases/act.html"
    named: ClassVar[Mapping[str, NamedRows]] = {}
    leads_to: ClassVar[str] = ""
    proves: ClassVar[frozenset[str]] = frozenset()
    supposes: ClassVar[Mapping[str, Any]] = {}
    is_told: ClassVar[bool] = True

    def on_file(self, declared: AnyAct, file: CaseFile) -> dict[str, Any]:
        """What the form begins from, as the input would say it."""
        return {}

    def current(self, writing: Writing, file: CaseFile) -> dict[str, Any]:
        """What is on file as this form says it, instants in the writer's zone: so that only what differs is new."""
        declared, zone = writing.declared, writing.by.zone
        typed = file_to_typed(declared.Input, self.on_file(declared, file), self.named, zone=zone)
        return parse_typed(declared.Input, typed, self.named, zone=zone).value

    def begin(self, writing: Writing) -> dict[str, list[str]]:
        """The form as it is opened."""
        now = self.on_file(writing.declared, writing.file)
        return file_to_typed(writing.declared.Input, now, self.named, zone=writing.by.zone) | {
            SEEN: [str(writing.seen)]
        }

    def resumes(self, writing: Writing, draft: Mapping[str, list[str]]) -> bool:
        """Return whether the page goes on with a draft, and does not begin anew."""
        return True

    def resume(self, writing: Writing, typed: Typed) -> MergedForm:
        """What was typed earlier, what was left alone following the file."""
        if single_value(typed, SEEN) == str(writing.seen):
            return MergedForm(dict(typed), ())
        declared, zone = writing.declared, writing.by.zone
        then, now = (self.current(writing, file) for file in (writing.file_at(single_value(typed, SEEN)), writing.file))
        found = merge_typed(declared.Input, typed, then, now, self.named, zone=zone)
        return MergedForm(found.typed | {SEEN: [str(writing.seen)]}, found.conflicts)

    def parsed(self, writing: Writing, typed: Typed) -> ParsedForm:
        """Everything that the form says."""
        return parse_typed(writing.declared.Input, typed, self.named, zone=writing.by.zone)

    def changes(self, writing: Writing, typed: Typed) -> ParsedForm:
        """What is sent of it. Raises `BadInput`."""
        return self.parsed(writing, typed)

    def is_blank(self, writing: Writing, sent: ParsedForm) -> bool:
        """Whether a record would be made of a blank page: an action may need no words, and what is on file may go."""
        return writing.declared.kind == "record" and not sent.value and not self.current(writing, writing.file)

    def warning(self, writing: Writing, sent: ParsedForm) -> str:
        """What sending this would undo, said to the person before it is done."""
        return ""

    def arrange(self, writing: Writing, form: Form) -> Arranged:
        """The questions, and what stands beside them."""
        return Arranged(fields_for(writing.declared.Input, form))

    def explain(self, writing: Writing, problem: Problem) -> JsonObject | None:
        """Return what the page shows of a problem that it helps with beside its questions; None for all others."""
        return None

    def after(self, writing: Writing, outcome: Outcome) -> str:
        """Return where the writer goes once it is done: the tab that shows it, else the case."""
        tab = tab_of(writing.declared.code)
        if tab is None or writing.declared.kind == "action":
            return case_href(outcome.case)
        return reverse("case_tab", args=[outcome.case.id, tab.slug])


class Section(Layout):
    """A section of the single form: begins from what is on file, and is said whole."""

    def on_file(self, declared: AnyAct, file: CaseFile) -> dict[str, Any]:
        """The section as last written."""
        latest = file.last(declared.code)
        return dict(latest.body) if latest else {}


class WholePlan(Section):
    """A plan that is said whole each time: it is sent whole, if anything in it changed."""

    def changes(self, writing: Writing, typed: Typed) -> ParsedForm:
        """The whole plan. Raises `BadInput` when nothing changed."""
        whole = self.parsed(writing, typed)
        now = self.current(writing, writing.file)
        if now and all(whole.value.get(name) == now.get(name) for name in writing.declared.Input.model_fields):
            raise BadInput(FieldError("", NOTHING_NEW))
        return whole


class Proceeding(Layout):
    """What is written over days: begins from what is on file, and only what changed is sent."""

    def changes(self, writing: Writing, typed: Typed) -> ParsedForm:
        """What is new. Raises `BadInput` when nothing is, or when what is on file was left blank."""
        whole, now = self.parsed(writing, typed), self.current(writing, writing.file)
        if wrong := find_blanked(whole, now, self.named):
            raise BadInput(*wrong)
        new = changed_answers(whole, now, self.named)
        if not new.value:
            raise BadInput(FieldError("", NOTHING_NEW))
        return new
