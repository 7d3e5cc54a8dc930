"""What a node keeps: cases, statements, events, deadlines, tasks, signatures, drafts.

A *statement* is what an act said, dated, in one table per compartment. Facts are computed from statements; nothing
here stores a fact. People and agencies are referred to by id alone: rows that prove something must not depend on,
or be changed by, a live table.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q

from amparo.core.compartments import Compartment
from amparo.core.ids import new_id

CHILD, REPORT = "child", "report"
KINDS = [(CHILD, CHILD), (REPORT, REPORT)]
"""What a chain of events is about: a child who is here, or a child whom somebody reports missing."""


class Case(models.Model):
    """One child's case on this node, or one report of a missing child. `country` is where the child is, or was reported."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=8, choices=KINDS, default=CHILD, db_default=CHILD)
    country = models.CharField(max_length=3)
    opened_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64)
    sealing_key = models.BinaryField(null=True)

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{3}$"), name="case_country_is_iso3"),
            models.CheckConstraint(condition=Q(kind__in=[CHILD, REPORT]), name="case_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.number


class Statement(models.Model):
    """The part of what an act said that belongs to one compartment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.UUIDField(help_text="one act, one entry: the same in each compartment's table")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    body = models.JSONField()
    by = models.UUIDField()
    agency = models.UUIDField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    compartment: ClassVar[Compartment]

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "seq"], name="%(class)s_one_per_event"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.seq}"


class GeneralStatement(Statement):
    """What whoever sees the case may read."""

    compartment: ClassVar = Compartment.GENERAL


class ProtectionStatement(Statement):
    """Need of international protection, fear, risk from companions and family."""

    compartment: ClassVar = Compartment.PROTECTION


class TraffickingStatement(Statement):
    """Signs, status and safeguards of trafficking."""

    compartment: ClassVar = Compartment.TRAFFICKING


class HealthStatement(Statement):
    """Health, pregnancy, disability, urgent needs."""

    compartment: ClassVar = Compartment.HEALTH


class WhereaboutsStatement(Statement):
    """Where the child sleeps."""

    compartment: ClassVar = Compartment.WHEREABOUTS


STATEMENT_TABLES: tuple[type[Statement], ...] = (
    GeneralStatement,
    ProtectionStatement,
    TraffickingStatement,
    HealthStatement,
    WhereaboutsStatement,
)


class Event(models.Model):
    """One link of a case's chain, or of the node's own when `case` is null. Insert only, held by a trigger.

    `coded` holds codes alone and stays for ever; `sealed` is encrypted with the case's key. The hash is taken over
    both as stored (`interfaces.md`). No foreign key: evidence must outlive what it speaks of.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.UUIDField(null=True)
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=60)
    coded = models.JSONField()
    sealed = models.BinaryField()
    actor = models.CharField(max_length=36)
    agency = models.CharField(max_length=36, null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    compartments = ArrayField(models.CharField(max_length=12), help_text="a reader needs all of them; not hashed")

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "seq"], nulls_distinct=False, name="event_one_per_place"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["act", "recorded_at"], name="event_by_act"),
            models.Index(OpClass("hash", name="varchar_pattern_ops"), name="event_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.seq} {self.act}"


class NodeChain(models.Model):
    """The one row that says where the node's own chain ends, as each case says it of its chain; kept by a trigger."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64)

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="node_has_one_chain")]

    def __str__(self) -> str:
        return f"{self.last_seq} {self.last_hash}"


class Deadline(models.Model):
    """A legal deadline that runs, or ran, on a case. `compartments` are those its existence would reveal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    agency = models.UUIDField(null=True, help_text="who must act")
    person = models.UUIDField(null=True)
    escalated_at = models.DateTimeField(null=True)
    compartments = ArrayField(models.CharField(max_length=12))

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "code"], condition=Q(closed_at=None), name="deadline_one_open"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "due_at"], condition=Q(closed_at=None), name="deadline_open_by_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.due_at}"


class Task(models.Model):
    """Something a person must do: added by hand, from a warning of the law, or by the node itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60, help_text="of the warning or the node's reason; `manual` by hand")
    detail = models.JSONField(default=dict)
    agency = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    role = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    compartments = ArrayField(models.CharField(max_length=12))

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False),  # by nobody: time alone ended it
                name="task_done_by_once_done",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "due_at"], condition=Q(done_at=None), name="task_open"),
            models.Index(fields=["person", "due_at"], condition=Q(done_at=None), name="task_open_of_person"),
        ]

    def __str__(self) -> str:
        return self.code


class Approval(models.Model):
    """A second signature or an override, given by another person on one very input; single use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[("signature", "signature"), ("override", "override")])
    act = models.CharField(max_length=60)
    input_hash = models.CharField(max_length=64)
    reason = models.TextField()
    by = models.UUIDField()
    agency = models.UUIDField(null=True)
    supervisor = models.BooleanField()
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    compartment: ClassVar = Compartment.GENERAL

    def __str__(self) -> str:
        return f"{self.kind} {self.act}"


class Draft(models.Model):
    """An act that a person has begun to write, or has sent to others for their signature."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=60)
    person = models.UUIDField()
    agency = models.UUIDField(null=True)
    typed = models.JSONField(help_text="form fields as they were typed")
    given = models.JSONField(null=True, help_text="the input, once it is whole")
    wants = models.CharField(max_length=12, blank=True, help_text="signature or override, when one is asked for")
    reason = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "act", "person"], nulls_distinct=False, name="draft_one_per_person_and_act"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.saved_at}"


class Remembered(models.Model):
    """The first answer to a write with an `Idempotency-Key`, given again when the write is repeated."""

    person = models.UUIDField()
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    location = models.CharField(max_length=200, blank=True)

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="remembered_once")]

    def __str__(self) -> str:
        return self.key
