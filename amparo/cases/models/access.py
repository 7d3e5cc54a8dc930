"""Who is involved in a case, who read it, and emergency looks."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amparo.cases.compartments import Compartment
from amparo.cases.kinds import CHILD
from amparo.cases.models.case import KINDS
from amparo.ledger.ids import new_id


class Involvement(models.Model):
    """Why somebody sees a case.

    An agency, one person, or every holder of a role in the country.

    `roles` narrows an agency to some of its roles; `compartments` are those that its ground would reveal, and with
    `own_only` they read their own entries alone. Who is involved by the referral of event `referral_seq` reads it,
    their own entries, and of the others those of the `groups` of data that were shared; without groups all. With
    `until` it is a look in an emergency (`accounts.emergency`): it ends by itself, permits no act, and no list shows
    the case.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="involvements")
    kind = models.CharField(
        max_length=8,
        choices=KINDS,
        default=CHILD,
        db_default=CHILD,
        help_text="of the case: lists of children count here",
    )
    agency = models.ForeignKey("accounts.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    ground = models.CharField(max_length=20)
    compartments = ArrayField(models.CharField(max_length=12), default=list, db_default=[])
    groups = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    referral_seq = models.PositiveIntegerField(null=True)
    own_only = models.BooleanField(default=False)
    officer = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(person__isnull=False) | ~Q(role=""),
                name="involvement_of_somebody",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ground="responsible", ended_at=None), name="involvement_one_responsible"
            ),
        ]
        indexes: ClassVar = [
            models.Index(  # with all that `app_cases` asks, so that who sees what is answered from the index alone
                fields=["agency", "case"],
                include=["roles", "own_only", "until"],
                condition=Q(ended_at=None),
                name="involved_agency",
            ),
            models.Index(fields=["person", "case"], condition=Q(ended_at=None), name="involved_person"),
            models.Index(fields=["role", "case"], condition=Q(ended_at=None) & ~Q(role=""), name="involved_role"),
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.case_id}"


class Reading(models.Model):
    """Somebody read a case: who, when, which part. Shown to those who see the case.

    `compartments` are those that the ground of their involvement would reveal: who is not told of a referral for
    trafficking is not told that the prosecutor reads the case.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    agency = models.UUIDField(null=True)
    what = models.CharField(max_length=40)
    compartments = ArrayField(models.CharField(max_length=12), default=list, db_default=[])
    at = models.DateTimeField()

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "-at"], name="reading_of_case")]

    def __str__(self) -> str:
        return f"{self.person} {self.what}"


class EmergencyLook(models.Model):
    """A request to read, for minutes, a case in which the person is not involved.

    `case` is empty when it was not opened: a wrong number and a refused one leave the same row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    agency = models.UUIDField(null=True)
    reason = models.CharField(max_length=2000)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    justified = models.BooleanField(null=True)
    review = models.CharField(max_length=2000, blank=True)

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-at"], name="emergency_look_of_person"),
            models.Index(fields=["case", "-at"], name="emergency_look_at_case"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reviewed_at=None, justified=None) | Q(reviewed_at__isnull=False, justified__isnull=False),
                name="emergency_look_reviewed_with_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(case=None, until=None) | Q(case__isnull=False, until__isnull=False),
                name="emergency_look_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.at}"
