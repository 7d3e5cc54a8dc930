"""What is to be done on a case by when, and what waits for a second person.

Deadlines, tasks, approvals, drafts.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amparo.cases.compartments import Compartment
from amparo.cases.models.case import Case
from amparo.ledger.ids import new_id


class Deadline(models.Model):
    """A legal deadline that runs, or ran, on a case.

    `compartments` are those that its existence would reveal.
    """

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
    """Something that a person must do.

    Added by hand, from a warning of the law, or by the node itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    """Never null in the database: a reader of the task who does not see its case finds None."""
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
            models.CheckConstraint(condition=Q(case__isnull=False), name="task_is_of_a_case"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "due_at"], condition=Q(done_at=None), name="task_open"),
            models.Index(fields=["person", "due_at"], condition=Q(done_at=None), name="task_open_of_person"),
        ]

    def __str__(self) -> str:
        return self.code


class Approval(models.Model):
    """A second signature or an override, given by another person on one very input.

    It is used once.
    """

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
    """An act that a person has begun to write, or has sent to others to be signed."""

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
