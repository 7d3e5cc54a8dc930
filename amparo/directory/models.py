"""Institutions, agreements with them, interpreters, and actors of the region."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amparo.ledger.ids import new_id
from amparo.ledger.search import Searchable


class Institution(Searchable):
    """Somebody to whom a child may be referred, or data sent.

    Verified: checked, active, and bound to confidentiality.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    org_kind = models.CharField(max_length=20, help_text="code of the list `org_kind`")
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

    searched_in = ("name", "place")

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

    @property
    def verified(self) -> bool:
        """Return whether somebody verified the institution.

        Verified: it exists, answers, and signed the undertaking.
        """
        return self.verified_at is not None


class InstitutionAgreement(Searchable):
    """An agreement with an institution, while it is in force.

    A protocol, a bilateral agreement or an accepted code of ethics.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=40, help_text="code of the list `agreement`")
    title = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    searched_in = ("title",)

    def __str__(self) -> str:
        return self.title


class Interpreter(Searchable):
    """An interpreter by language, in person or remote.

    Never a relative, never another child.
    """

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


class RegionalActor(Searchable):
    """Who acts in the region, and how, as the reports of the Conference name them.

    `source_id` and what follows say where a row was taken from; they are blank for one that was added here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    acronym = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=40, help_text="code of the list `actor_kind`")
    country = models.CharField(max_length=3, blank=True, help_text="blank for the whole region")
    sector = models.CharField(max_length=40, help_text="code of the list `actor_sector`")
    role = models.TextField(blank=True)
    note = models.TextField(blank=True)
    source_id = models.CharField(max_length=20, blank=True)
    source_file = models.CharField(max_length=60, blank=True)
    source_line = models.PositiveIntegerField(null=True)
    source_anchor = models.CharField(max_length=200, blank=True)

    searched_in = ("name", "acronym", "role")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source_id"], condition=~Q(source_id=""), name="actor_of_source_once"),
            models.UniqueConstraint(fields=["name", "country"], name="actor_once"),
        ]

    def __str__(self) -> str:
        return self.name
