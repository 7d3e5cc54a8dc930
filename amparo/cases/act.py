"""Acts: what can be done to, or stated of, a child's situation.

An act is one class: its code, its words, its `Input` (only what the person may state), and `apply()` for what changes
beyond the statement itself. The same class gives the web form, the API operation, the schema of the event and the row
of the permission table (`docs/adding-an-act.md`). The pipeline is in `cases.perform`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Model
from pydantic import AwareDatetime, BaseModel

from amparo.cases.access import require_involvement
from amparo.cases.compartments import GENERAL, Compartment
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile
from amparo.cases.kinds import CHILD
from amparo.cases.models import Case
from amparo.law import Facts
from amparo.ledger.actor import Actor
from amparo.ledger.codes import In
from amparo.ledger.json import JsonObject
from amparo.ledger.registry import Registry
from amparo.ui.fields import Part, field_outside_forms, field_spec, is_form_field
from amparo.ui.inputs import parse_model


class ActInput(Part):
    """The answers that the person who acts may give.

    Unknown members are refused: nobody states what is not theirs to state.
    """

    occurred_at: AwareDatetime | None = field_outside_forms()
    signature: UUID | None = field_outside_forms()
    override: UUID | None = field_outside_forms()


ENVELOPE = frozenset(ActInput.model_fields)
"""Members of every input that say when and by whose approval, not what."""


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task that an act leaves behind.

    Owner: a person, else a role in an agency, else the responsible agency.
    """

    code: str
    due_at: datetime | None = None
    agency: UUID | None = None
    person: UUID | None = None
    role: str = ""
    detail: JsonObject = field(default_factory=dict)
    compartments: frozenset[Compartment] = frozenset({GENERAL})


@dataclass(frozen=True, slots=True)
class Effects:
    """What follows from an act besides its statement.

    `closed_tasks`: tasks of the case that need nobody any more, by code and by what their detail must hold.
    `added_answers`: what is added to the statement, by compartment.
    """

    tasks: tuple[NewTask, ...] = ()
    closed_tasks: tuple[tuple[str, JsonObject], ...] = ()
    added_answers: dict[Compartment, JsonObject] = field(default_factory=dict)


@dataclass(frozen=True)
class ActContext:
    """What an act's `apply()` may need.

    Who, when, the file before the act, and the facts that were judged. `locked`: the other cases that the act asked to
    lock, by id. `judged`: the facts as the law was asked, None when it was not.
    """

    by: Actor
    at: datetime
    occurred_at: datetime
    file: CaseFile
    judged: Facts | None
    entry_id: UUID
    locked: Mapping[UUID, Case]

    @cached_property
    def facts(self) -> Facts:
        """Return the facts of the child before the act."""
        return self.judged or compute_facts(self.file, FactQuery(self.at))


type DataGroups = Mapping[str, frozenset[str] | None]
"""The answers of an act that belong to each group of data; None for all of them."""


def every_answer(*groups: str) -> DataGroups:
    """Return that all answers of an act belong to these groups of data."""
    return dict.fromkeys(groups)


class Act[I: ActInput]:
    """What actions and records have in common.

    `case_kinds`: the kinds of case on which it can be done (`Case.kind`). `sets`: the facts that it changes. `reopens`:
    the circumstances that must be checked again after it. `closes_tasks`: codes of the tasks that it ends.
    `meets`: the deadlines of the law for which it is done. `proves`: the confirmations and parameters of the law that
    its record proves.
    `comes_after`: acts of which one must be on record before.
    `opens_case`: it is done on no case yet. `warns`: of what puts the child in danger: for
    everyone who sees the case, those who handed the child over too.
    `data_groups`: the groups of data (`data_group`) under which a share or referral lets its recipient read it, and
    which of its answers belong to each.
    `is_sensitive`: it cannot be undone, and needs the second factor again (`ui.step_up`).
    `may_show_breach`: what it states may show a breach (`cases.breaches`).
    """

    kind: ClassVar[str]
    code: ClassVar[str]
    title: ClassVar[str]
    case_kinds: ClassVar[frozenset[str]] = frozenset({CHILD})
    compartment: ClassVar[Compartment] = GENERAL
    sets: ClassVar[frozenset[str]] = frozenset()
    reopens: ClassVar[frozenset[str]] = frozenset()
    closes_tasks: ClassVar[frozenset[str]] = frozenset()
    meets: ClassVar[frozenset[str]] = frozenset()
    proves: ClassVar[frozenset[str]] = frozenset()
    comes_after: ClassVar[frozenset[str]] = frozenset()
    section: ClassVar[str] = ""
    opens_case: ClassVar[bool] = False
    warns: ClassVar[bool] = False
    data_groups: ClassVar[DataGroups] = MappingProxyType({})
    is_sensitive: ClassVar[bool] = False
    may_show_breach: ClassVar[bool] = False
    Input: type[I]

    def coded_values(self, given: I) -> JsonObject:
        """Return what of the input is only codes, numbers and yes or no.

        Kept for ever and counted. No text, no exact date.
        """
        return extract_coded_values(given)

    def split_by_compartment(self, given: I) -> dict[Compartment, JsonObject]:
        """Return what was answered, by the compartment in which each answer is kept.

        Some acts split one field.
        """
        return split_by_compartment(self, given)

    def possible_compartments(self) -> frozenset[Compartment]:
        """Return where answers to this act may lie.

        Who lacks one of these never sees its event.
        """
        fields = (info for name, info in self.Input.model_fields.items() if name not in ENVELOPE)
        named = {Compartment(field_spec(info).compartment or self.compartment) for info in fields}
        return frozenset({self.compartment, *named})

    def require_access(self, by: Actor, case_id: UUID) -> None:
        """Raise `NotVisible` when this act on this case is not for the actor.

        Most are for those involved in it.
        """
        require_involvement(by, case_id, also_handed_over=self.warns)

    def closed_task_detail(self, given: I) -> JsonObject:
        """Return what the detail of a task in `closes_tasks` must hold to be closed.

        The entry that left it, if one is named.
        """
        entry = getattr(given, "entry", None) or getattr(given, "referral", None)
        return {"entry": str(entry)} if entry else {}

    def cases_to_lock(self, case_id: UUID | None, given: I) -> Iterable[UUID]:
        """Return the other existing cases that the act will change.

        Only those that the actor may name.

        The pipeline locks them with the case itself, before anything is judged.
        """
        return ()

    def rows_to_lock(self, file: CaseFile, given: I) -> Iterable[tuple[type[Model], UUID]]:
        """Return the rows of registers that the act will change, by model and id.

        Locked after the cases.
        """
        return ()

    def is_possible(self, file: CaseFile) -> bool:
        """Return whether this can be recorded at all, as the file stands."""
        return True

    def check(self, file: CaseFile, given: I) -> None:
        """Raise `BadInput` for an input that cannot be, given what is on file."""

    def require_author(self, file: CaseFile, given: I, by: Actor) -> None:
        """Raise `BadInput` for what this person may not state of what is on file."""

    def apply(self, case: Case, given: I, ctx: ActContext) -> Effects:
        """Change what else must change. Called with the case locked, after access and law."""
        return Effects()


class Action[I: ActInput](Act[I]):
    """An act of the law kernel: `decide()` allows or refuses it."""

    kind = "action"


class Record[I: ActInput](Act[I]):
    """A statement of what is known or was done. The law does not judge it."""

    kind = "record"

    def needs_signature(self, file: CaseFile, given: I) -> bool:
        """Return whether a second person must sign what is stated."""
        return False


type AnyAct = Act[Any]

ACTS: Registry[AnyAct] = Registry("act")


def act[A: AnyAct](declared: type[A]) -> type[A]:
    """Register an act.

    Its code must be new and every field of its input must have words.
    """
    for info in declared.Input.model_fields.values():
        if is_form_field(info):
            field_spec(info)
    ACTS.add(declared.code, declared())
    return declared


def parse_input[I: ActInput](declared: Act[I], value: Mapping[str, object]) -> I:
    """Return the typed input of an act.

    Raises `BadInput` with every problem and its path.
    """
    return parse_model(declared.Input, value)


def split_by_compartment(declared: AnyAct, given: ActInput) -> dict[Compartment, JsonObject]:
    """Return what was answered, split by the compartment of each field.

    Empty answers are left out.
    """
    answered = given.model_dump(mode="json", exclude_none=True, exclude=set(ENVELOPE))
    parts: dict[Compartment, JsonObject] = {}
    for name, value in answered.items():
        compartment = field_spec(type(given).model_fields[name]).compartment or declared.compartment
        parts.setdefault(Compartment(compartment), {})[name] = value
    return parts


def split_by_data_groups(code: str, answers: JsonObject) -> dict[tuple[str, ...], JsonObject]:
    """Return the answers of an act by their groups of data, sorted.

    Of no answers one empty part.
    """
    declared = ACTS[code].data_groups if code in ACTS else {}
    parts: dict[tuple[str, ...], JsonObject] = {}
    for name, value in answers.items():
        parts.setdefault(_groups_of_answer(declared, name), {})[name] = value
    return parts or {_groups_of_answer(declared, ""): {}}


def _groups_of_answer(declared: DataGroups, name: str) -> tuple[str, ...]:
    return tuple(sorted(group for group, names in declared.items() if names is None or name in names))


def extract_coded_values(given: BaseModel) -> JsonObject:
    """Return the coded answers of an input: closed lists, whole numbers, yes or no.

    Never free text, dates or ids.
    """
    found: JsonObject = {}
    for name, value in given:
        if name in ENVELOPE or value is None:
            continue
        info = type(given).model_fields[name]
        if is_coded(info.annotation, info.metadata):
            found[name] = value
        elif isinstance(value, BaseModel):
            found[name] = extract_coded_values(value)
        elif isinstance(value, list | tuple) and value and isinstance(value[0], BaseModel):
            found[name] = [extract_coded_values(item) for item in value]
    return {name: value for name, value in found.items() if value not in ({}, [])}


def is_coded(annotation: object, metadata: Iterable[object]) -> bool:
    """Return whether a field can hold nothing but codes, whole numbers or yes and no."""
    if any(isinstance(item, In) for item in metadata) or annotation in (int, bool):
        return True
    arguments = [item for item in getattr(annotation, "__args__", ()) if item is not type(None)]
    marks = getattr(annotation, "__metadata__", ())
    if marks:
        return any(isinstance(item, In) for item in marks) or (bool(arguments) and arguments[0] in (int, bool))
    return bool(arguments) and all(is_coded(item, []) for item in arguments)
