"""Acts: what can be done to, or stated of, a child's situation.

An act is one class: its code, its words, its `Input` (only what the person may state), and `apply()` for what changes
beyond the statement itself. The same class gives the web form, the API operation, the schema of the event and the row
of the permission table (`architecture.md` §2). The pipeline is in `core.perform`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.fields import FieldInfo

from amparo.core.access import require_involvement
from amparo.core.compartments import GENERAL, Compartment

if TYPE_CHECKING:
    from amparo.core.actor import Actor
    from amparo.core.file import CaseFile
    from amparo.core.models import Case
    from amparo.core.perform import Context


def _plain_text(value: str) -> str:
    if any((ord(character) < 32 and character not in "\n\t") or ord(character) == 127 for character in value):
        raise ValueError("control characters are not text")
    return value


ShortText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_plain_text)
]
LongText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), AfterValidator(_plain_text)
]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a field is asked: its words, its group on the page, the compartment in which the answer is kept."""

    label: str
    hint: str = ""
    why: str = ""
    group: str = ""
    compartment: Compartment | None = None
    choose: str = ""
    observed: bool = False

    def __call__(self, schema: dict[str, Any]) -> None:
        """Write the words into a JSON Schema, in the language of the caller."""
        schema["title"] = str(self.label)
        if self.hint:
            schema["description"] = str(self.hint)


def ask(
    label: str,
    *,
    default: Any = None,
    hint: str = "",
    why: str = "",
    group: str = "",
    compartment: Compartment | None = None,
    choose: str = "",
    observed: bool = False,
    **limits: Any,
) -> Any:
    """A field of an `Input`: what is asked, and why. Optional unless `default=...`.

    `choose` names a source of choices that live in the database (`core.choices`): an institution, a provider.
    """
    asked = Asked(label, hint, why, group, compartment, choose, observed)
    return Field(default, json_schema_extra=asked, **limits)


def asked(field_info: FieldInfo) -> Asked:
    """The words of a field. Raises `TypeError` for a field that was not made with `ask()`."""
    if not isinstance(field_info.json_schema_extra, Asked):
        raise TypeError(f"{field_info} has no words: declare it with ask()")
    return field_info.json_schema_extra


class Part(BaseModel):
    """A repeated part of an input: one companion, one option, one factor."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ActInput(Part):
    """What the person who acts may state. Unknown members are refused: nobody states what is not theirs to state."""

    occurred_at: AwareDatetime | None = None
    signature: UUID | None = None
    override: UUID | None = None


ENVELOPE = frozenset(ActInput.model_fields)


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task that an act leaves behind. Owner: a person, else a role in an agency, else the responsible agency."""

    code: str
    due_at: datetime | None = None
    agency: UUID | None = None
    person: UUID | None = None
    role: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    compartments: frozenset[Compartment] = frozenset({GENERAL})


@dataclass(frozen=True, slots=True)
class Effects:
    """What follows from an act besides its statement. `stated` adds to the entry's body, by compartment.

    `done` are tasks of the case that need nobody any more: code, and what their detail must hold.
    """

    tasks: tuple[NewTask, ...] = ()
    done: tuple[tuple[str, dict[str, Any]], ...] = ()
    stated: dict[Compartment, dict[str, Any]] = field(default_factory=dict)


class Act:
    """What actions and records have in common. `about`: the kinds of case on which it can be done (`Case.kind`)."""

    kind: ClassVar[str]
    code: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[frozenset[str]] = frozenset({"child"})
    compartment: ClassVar[Compartment] = GENERAL
    sets: ClassVar[frozenset[str]] = frozenset()
    moves: ClassVar[frozenset[str]] = frozenset()
    ends: ClassVar[frozenset[str]] = frozenset()
    section: ClassVar[str] = ""
    Input: ClassVar[type[ActInput]]

    def coded(self, given: Any) -> dict[str, Any]:
        """What of the input is only codes, numbers and yes or no: kept for ever and counted. No text, no exact date."""
        return codes_of(given)

    def parts(self, given: Any) -> dict[Compartment, dict[str, Any]]:
        """What was answered, by the compartment in which each answer is kept; some acts split one field."""
        return parts_by_compartment(self, given)

    def covers(self) -> frozenset[Compartment]:
        """Where answers to this act may lie. Who lacks one of these never sees its event: nor is told that something lies there."""
        fields = (info for name, info in self.Input.model_fields.items() if name not in ENVELOPE)
        return frozenset({self.compartment, *(asked(info).compartment or self.compartment for info in fields)})

    def require_reach(self, by: Actor, case_id: UUID) -> None:
        """Raises `NotVisible` when this act on this case is not for the actor: most are for those involved in it."""
        require_involvement(by, case_id)

    def concerns(self, given: Any) -> dict[str, Any]:
        """What the detail of a task in `ends` must hold to be done: the entry that left it, if the input names one."""
        entry = getattr(given, "entry", None) or getattr(given, "referral", None)
        return {"entry": str(entry)} if entry else {}

    def check(self, file: CaseFile, given: Any) -> None:
        """Refuse an input that cannot be, given what is on file, with `core.problems.BadInput`."""

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Change what else must change. Called with the case locked, after access and law."""
        return Effects()


class Action(Act):
    """An act of the law kernel: `decide()` allows or refuses it."""

    kind = "action"


class Record(Act):
    """A statement of what is known or was done. The law does not judge it."""

    kind = "record"
    needs_signature: ClassVar[staticmethod[[CaseFile, Any], bool] | None] = None


ACTS: dict[str, Act] = {}


def act(declared: type[Act]) -> type[Act]:
    """Register an act. Its code must be new and every field of its input must have words."""
    if declared.code in ACTS:
        raise ValueError(f"two acts with the code {declared.code}")
    for name, info in declared.Input.model_fields.items():
        if name not in ENVELOPE:
            asked(info)
    ACTS[declared.code] = declared()
    return declared


def parts_by_compartment(declared: Act, given: ActInput) -> dict[Compartment, dict[str, Any]]:
    """What was answered, split by the compartment of each field; empty answers are left out."""
    answered = given.model_dump(mode="json", exclude_none=True, exclude=set(ENVELOPE))
    parts: dict[Compartment, dict[str, Any]] = {}
    for name, value in answered.items():
        where = asked(type(given).model_fields[name]).compartment or declared.compartment
        parts.setdefault(where, {})[name] = value
    return parts


def codes_of(given: BaseModel) -> dict[str, Any]:
    """The coded answers of an input: closed lists, whole numbers, yes or no; never free text, dates or ids."""
    found: dict[str, Any] = {}
    for name, value in given:
        if name in ENVELOPE or value is None:
            continue
        info = type(given).model_fields[name]
        if is_coded(info.annotation, info.metadata):
            found[name] = value
        elif isinstance(value, BaseModel):
            found[name] = codes_of(value)
        elif isinstance(value, list | tuple) and value and isinstance(value[0], BaseModel):
            found[name] = [codes_of(item) for item in value]
    return {name: value for name, value in found.items() if value not in ({}, [])}


def is_coded(annotation: Any, metadata: list[Any]) -> bool:
    """Whether a field can hold nothing but codes, whole numbers or yes and no."""
    from amparo.core.codes import In

    if any(isinstance(item, In) for item in metadata):
        return True
    if annotation in (int, bool):
        return True
    arguments = [item for item in getattr(annotation, "__args__", ()) if item is not type(None)]
    marks = getattr(annotation, "__metadata__", ())
    if marks:
        return any(isinstance(item, In) for item in marks) or (bool(arguments) and arguments[0] in (int, bool))
    return bool(arguments) and all(is_coded(item, []) for item in arguments)
