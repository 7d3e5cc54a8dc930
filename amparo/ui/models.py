"""Answers kept for repeated writes, lists prepared as files, and counters."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amparo.ledger.ids import new_id


class IdempotentResponse(models.Model):
    """The first response to a write with an `Idempotency-Key`.

    It is given again when the write is repeated.
    """

    person = models.UUIDField()
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    location = models.CharField(max_length=200, blank=True)

    compartment: ClassVar = "general"

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="idempotent_response_once")]

    def __str__(self) -> str:
        return self.key


class Export(models.Model):
    """A list exported as a file for one person.

    It is encrypted with its own key and deleted after a day.

    `list` is the name of the resource, `query` its filters; `expected` how many rows the list said that it has.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.UUIDField()
    list = models.CharField(max_length=40)
    query = models.TextField(blank=True)
    file_format = models.CharField(max_length=4, default="csv")
    language = models.CharField(max_length=5)
    expected = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=[(s, s) for s in ("waiting", "ready", "failed")], default="waiting")
    rows = models.PositiveIntegerField(
        null=True, help_text="how many it has; of one that failed, how many it would have"
    )
    sealing_key = models.BinaryField()
    stored_as = models.CharField(max_length=40, unique=True, help_text="random name below the node's folder of files")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    compartment: ClassVar = "general"

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=["waiting", "ready", "failed"]), name="export_state_is_known"),
            models.CheckConstraint(condition=~Q(state="ready") | Q(rows=models.F("expected")), name="export_is_whole"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-asked_at"], name="export_of_person")]

    def __str__(self) -> str:
        return f"{self.state} {self.expected}"


class SharedValue(models.Model):
    """A counter or a short-lived value that the processes of the node share.

    `key` is the hash of its name. The table is unlogged: a crash of the database empties it.
    """

    key = models.CharField(max_length=64, primary_key=True)
    value = models.JSONField()
    expires_at = models.DateTimeField()

    compartment: ClassVar = "general"

    def __str__(self) -> str:
        return self.key
