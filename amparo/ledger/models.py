"""The events of a node, and the end of its own chain."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q

from amparo.ledger.ids import new_id


class Event(models.Model):
    """One event of a chain, of the node's own when `chain` is null.

    A trigger allows inserts only. `coded` holds codes alone and stays for ever; `sealed` is encrypted with the chain's
    key. The hash covers both as stored. No foreign key: evidence must outlive what it speaks of.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chain = models.UUIDField(null=True)
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

    compartment: ClassVar = "general"

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "seq"], nulls_distinct=False, name="event_one_per_place"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["act", "recorded_at"], name="event_by_act"),
            models.Index(OpClass("hash", name="varchar_pattern_ops"), name="event_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.act}"


class NodeChain(models.Model):
    """The single row with the end of the node's own chain, updated by a trigger."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64)

    compartment: ClassVar = "general"

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="node_has_one_chain")]

    def __str__(self) -> str:
        return f"{self.last_seq} {self.last_hash}"
