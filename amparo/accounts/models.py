"""Agencies, people, who is involved in which case, and who read what."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amparo.accounts.roles import ROLES
from amparo.core.codes import code_list
from amparo.core.compartments import Compartment
from amparo.core.ids import new_id
from amparo.core.models import CHILD, KINDS


def org_kinds() -> list[tuple[str, Any]]:
    """Kinds of institution that the law knows, for a column's choices."""
    return [(code.code, code.code) for code in code_list("org_kind").values()]


class Agency(models.Model):
    """An institution, or an office of one, whose people work on this node. `places` it is competent for, if any."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200, unique=True)
    org_kind = models.CharField(max_length=20, null=True, choices=org_kinds)
    country = models.CharField(max_length=3)
    place = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=60, default="America/Mexico_City")
    phone = models.CharField(max_length=60, blank=True, help_text="whom to call, day and night")
    competent_by_default = models.BooleanField(default=False, help_text="answers for children of this country's place")

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds people by user name."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Person":
        """A person with a password, stored hashed."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in, with one role in at most one agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=40, choices=[(code, code) for code in ROLES])
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="people")
    language = models.CharField(max_length=5, default="es")
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(
        default=False, help_text="invented: a node that is no demo does not start with such people"
    )

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name


class Certificate(models.Model):
    """A person's training to work with children. Proves `trained_staff` while it is valid."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    issued_by = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField()
    entered_by = models.UUIDField(null=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=models.F("valid_from")), name="certificate_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.valid_until}"


class Token(models.Model):
    """A bearer token of the API; only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person}"


class Involvement(models.Model):
    """Why somebody sees a case: an agency, one person, or every holder of a role in the country.

    `roles` narrows an agency to some of its roles; with `own_only` they read their own entries alone. With `until` it is
    a look in an emergency (`accounts.emergency`): it ends by itself, permits no act, and no list shows the case.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("core.Case", on_delete=models.PROTECT, related_name="involvements")
    kind = models.CharField(
        max_length=8,
        choices=KINDS,
        default=CHILD,
        db_default=CHILD,
        help_text="of the case: lists of children count here",
    )
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    ground = models.CharField(max_length=20)
    own_only = models.BooleanField(default=False)
    officer = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
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
    """Somebody read a case: who, when, which part. Shown to those who see the case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("core.Case", on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    agency = models.UUIDField(null=True)
    what = models.CharField(max_length=40)
    at = models.DateTimeField()

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "-at"], name="reading_of_case")]

    def __str__(self) -> str:
        return f"{self.person} {self.what}"


class EmergencyLook(models.Model):
    """Somebody asked to read, for minutes and with a reason, a case in which they are not involved.

    `case` is empty when it was not opened: a wrong number and a refused one leave the same row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("core.Case", null=True, on_delete=models.PROTECT, related_name="+")
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
