"""Imports and their rows; the cells are deleted when an import is over."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amparo.cases.compartments import Compartment
from amparo.ledger.ids import new_id

STATES = ("preview", "running", "stopped", "done", "dropped")
ROW_STATES = ("read", "waiting", "done", "left_out", "wrong")


class ReportImport(models.Model):
    """A table of reports that a person uploaded.

    `columns`: for each column of the file the code of its meaning, or blank. `said`: defaults for the rows that do
    not state them. `heads` and the cells of its rows are kept only until it is over, seven days at most.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.UUIDField()
    agency = models.UUIDField(null=True)
    sha256 = models.CharField(max_length=64, help_text="of the file as it came")
    heads = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    said = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES], default="preview")
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField(help_text="when it last came a row further")
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(help_text="when what its rows say is deleted, whatever became of it")

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="reportimport_state_is_known"),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=["preview", "running", "stopped"])
                | Q(ended_at__isnull=False, state__in=["done", "dropped"], heads=[]),
                name="reportimport_forgets_when_over",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-made_at"], name="reportimport_of_person")]

    def __str__(self) -> str:
        return f"{self.state} {self.made_at}"


class ReportImportRow(models.Model):
    """One row of the file, by its number there.

    `source`: a hash of its identifier in the source. `report` is the report that it became.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(ReportImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = ArrayField(models.TextField(), null=True)
    ticked = models.BooleanField(default=False, help_text="to be reported though it looks as if it were already")
    source = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=[(s, s) for s in ROW_STATES], default="read")
    report = models.UUIDField(null=True)

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "number"], name="reportimportrow_once"),
            models.CheckConstraint(condition=Q(state__in=ROW_STATES), name="reportimportrow_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="done", cells=None, report__isnull=False) | ~Q(state="done") & Q(report=None),
                name="reportimportrow_done_once_reported",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["source"], condition=~Q(source=""), name="reportimportrow_by_source"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"
