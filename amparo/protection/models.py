"""Registers of protection: places of care, guardians and lawyers."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amparo.ledger.ids import new_id
from amparo.ledger.search import Searchable


class Provider(Searchable):
    """A place of care: its type, licence, places, and whom it suits.

    Detention is never listed as care, but can be named.
    """

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
        """Return how many places are free."""
        return self.places - self.places_taken


class RollEntry(Searchable):
    """A guardian or lawyer on the roll.

    `suitable`: vetted and trained; `conflict`: of interest, with any child.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, help_text="code of the list `roll_kind`")
    name = models.CharField(max_length=200)
    institution = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    languages = ArrayField(models.CharField(max_length=20), default=list)
    person = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    suitable = models.CharField(max_length=7, default="unknown")
    suitable_until = models.DateField(null=True)
    conflict = models.CharField(max_length=7, default="unknown")
    conflict_note = models.TextField(blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "roll"

    def __str__(self) -> str:
        return self.name
