"""What operations on a case answer, as the OpenAPI document describes it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from amparo.ledger.json import JsonObject


class JudgedRule(BaseModel):
    """A failed rule; without its name where it rests on what the caller may not read."""

    rule: str | None
    code: str
    level: str | None = None


class ExplainedRule(JudgedRule):
    """A failed rule in words: what is missing, what to do, by which norm."""

    needs: Literal["facts", "input"]
    message: str
    remedy: str
    sources: list[str]
    verified: bool


class JudgedDeadline(BaseModel):
    """A legal deadline that runs after the act."""

    code: str
    due_at: datetime


class DecisionDocument(BaseModel):
    """The decision of the law on an action.

    `allowed` is null where it may not be told.
    """

    id: str | int
    action: str
    allowed: bool | None
    blocks: list[JudgedRule]
    warnings: list[JudgedRule]
    deadlines: list[JudgedDeadline]


class EventDocument(BaseModel):
    """An event, with all the members that its hash covers.

    `sealed` as stored (base64url).
    """

    case: UUID | None
    seq: int
    act: str
    coded: JsonObject
    sealed: str
    actor: str
    agency: str | None
    occurred_at: datetime
    recorded_at: datetime
    prev_hash: str
    hash: str


class OpenedEvent(EventDocument):
    """An event of a chain; beside it, outside the hash, what the caller may open."""

    opened: JsonObject | None


class ActOutcome(BaseModel):
    """What came of an act: of an action the decision, of what was done the event.

    Without the event for whoever may act without seeing the case.
    """

    dry_run: bool
    allowed: bool | None = None
    decision: DecisionDocument | None = None
    warnings: list[ExplainedRule] = []
    event: EventDocument | None = None
    entry: UUID | None = None


class OpeningOutcome(ActOutcome):
    """What came of the act that opens a case: its id and its number too."""

    id: UUID
    number: str


class FiledOutcome(BaseModel):
    """What came of putting a file on record."""

    event: EventDocument | None
    entry: UUID | None


class ActItem(BaseModel):
    """An act or a record: its input as a JSON Schema, and the facts that it sets."""

    code: str
    kind: Literal["action", "record"]
    about: list[str]
    title: str
    input: JsonObject
    sets: list[str]


class ActionState(BaseModel):
    """An action on a case: ready or blocked, why, and its input as a JSON Schema."""

    code: str
    title: str
    state: Literal["ready", "blocked"]
    allowed: bool
    blocks: list[ExplainedRule]
    may: bool
    input: JsonObject


class ApprovalDocument(BaseModel):
    """A signature or an override, which the act then names."""

    id: UUID
    expires_at: datetime


class DeadlineItem(BaseModel):
    """A legal deadline of a case."""

    id: UUID
    code: str
    due_at: datetime
    opened_at: datetime
    closed_at: datetime | None
    state: str
    agency: UUID | None
    person: UUID | None


class TaskItem(BaseModel):
    """A task on a case."""

    id: UUID
    code: str
    detail: JsonObject
    due_at: datetime | None
    created_at: datetime
    done_at: datetime | None
    state: str
    agency: UUID | None
    person: UUID | None


class ReadingItem(BaseModel):
    """Who read a case, what of it, and when."""

    person: str
    agency: str
    what: str
    at: datetime
