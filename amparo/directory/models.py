"""Institutions at home and abroad, who cares, who represents, who interprets: what the law's database parameters rest on."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amparo.accounts.models import org_kinds
from amparo.core.ids import new_id

AGREEMENTS = [(code, code) for code in ("national_protocol", "bilateral", "regional_code_of_ethics")]
YES_NO_UNKNOWN = [(code, code) for code in ("yes", "no", "unknown")]


class Institution(models.Model):
    """Somebody to whom a child may be referred, or data sent. Verified: checked, active, and bound to confidentiality."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    org_kind = models.CharField(max_length=20, choices=org_kinds)
    country = models.CharField(max_length=3)
    place = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    hours = models.CharField(max_length=120, blank=True, help_text="when somebody answers")
    services = ArrayField(models.CharField(max_length=40), default=list, help_text="codes of the list `service`")
    verified_at = models.DateTimeField(null=True)
    verified_by = models.UUIDField(null=True)
    undertaking_until = models.DateField(null=True, help_text="confidentiality undertaking in force until")
    active = models.BooleanField(default=True)
    agency = models.ForeignKey(
        "accounts.Agency",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="its office on this node, if any",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "country"], name="institution_once"),
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="institution_verified_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """A protocol, bilateral agreement or accepted code of ethics with an institution, while it is in force."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=40, choices=AGREEMENTS)
    title = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title


class Provider(models.Model):
    """A place of care: its type, licence, places, and whom it suits. Detention is never listed as care, but can be named."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200, unique=True)
    placement_type = models.CharField(max_length=40, help_text="code of the list `placement_type`")
    agency = models.ForeignKey("accounts.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=3)
    place = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    licence_until = models.DateField(null=True)
    staff_vetted = models.BooleanField(default=False)
    places = models.PositiveSmallIntegerField(default=0)
    places_taken = models.PositiveSmallIntegerField(default=0)
    sexes = ArrayField(models.CharField(max_length=20), default=list, help_text="codes of `sex`; empty = all")
    age_from = models.PositiveSmallIntegerField(default=0)
    age_to = models.PositiveSmallIntegerField(default=17)
    languages = ArrayField(models.CharField(max_length=20), default=list)
    accessible = models.BooleanField(default=False)
    address_confidential = models.BooleanField(default=False)
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(places_taken__lte=models.F("places")), name="provider_not_overfull"),
            models.CheckConstraint(condition=Q(age_from__lte=models.F("age_to")), name="provider_ages_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def free(self) -> int:
        """How many places nobody has taken."""
        return self.places - self.places_taken


class RollEntry(models.Model):
    """Somebody on the roll of guardians or of lawyers. Suitable: vetted and trained; conflict: with any child's interest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=[("guardian", "guardian"), ("lawyer", "lawyer")])
    name = models.CharField(max_length=200)
    institution = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    languages = ArrayField(models.CharField(max_length=20), default=list)
    person = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    suitable = models.CharField(max_length=7, choices=YES_NO_UNKNOWN, default="unknown")
    suitable_until = models.DateField(null=True)
    conflict = models.CharField(max_length=7, choices=YES_NO_UNKNOWN, default="unknown")
    conflict_note = models.TextField(blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "roll"

    def __str__(self) -> str:
        return self.name


class Interpreter(models.Model):
    """An interpreter by language, in person or remote. Never a relative, never another child."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    languages = ArrayField(models.CharField(max_length=20), help_text="codes of the list `language`")
    in_person = models.BooleanField(default=False)
    remote = models.BooleanField(default=False)
    place = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    sex = models.CharField(max_length=20, blank=True, help_text="a child may ask for a woman or a man")
    qualified_until = models.DateField(null=True)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name
