"""Statements: what an act said, dated, in one table per compartment.

Facts are computed from statements; nothing here stores a fact. People and agencies are named by id alone: rows that
prove something must not depend on, or be changed by, a live table.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from amparo.cases.compartments import Compartment
from amparo.cases.models.case import Case
from amparo.ledger.ids import new_id


class Statement(models.Model):
    """The answers of an act in one compartment and the same groups of data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.UUIDField(help_text="one act, one entry: the same in each compartment's table")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    body = models.JSONField()
    groups = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    by = models.UUIDField()
    agency = models.UUIDField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    compartment: ClassVar[Compartment]

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "seq", "groups"], name="%(class)s_one_per_event"),
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
