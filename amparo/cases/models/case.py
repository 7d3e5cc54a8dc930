"""A case.

One child here, or one report of a missing child, with the end of its chain of events.
"""

from typing import ClassVar

from django.db import connection, models
from django.db.models import Q

from amparo.cases.compartments import Compartment
from amparo.cases.kinds import CHILD, REPORT
from amparo.ledger.ids import new_id

KINDS = [(CHILD, CHILD), (REPORT, REPORT)]
"""What a chain of events is about: a child who is here, or a child whom somebody reports missing."""

_SAVE_CHAIN_END = "UPDATE cases_case SET last_seq = %s, last_hash = %s, country = %s WHERE id = %s"


class Case(models.Model):
    """One child's case on this node, or one report of a missing child.

    `country` is where the child is, or was reported.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=8, choices=KINDS, default=CHILD, db_default=CHILD)
    country = models.CharField(max_length=3)
    opened_at = models.DateTimeField()
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64)
    sealing_key = models.BinaryField(null=True)

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{3}$"), name="case_country_is_iso3"),
            models.CheckConstraint(condition=Q(kind__in=[CHILD, REPORT]), name="case_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.number

    def save_chain_end(self) -> None:
        """Save what an event changes of its case.

        The end of the chain and the country. One query.
        """
        with connection.cursor() as cursor:
            cursor.execute(_SAVE_CHAIN_END, [self.last_seq, self.last_hash, self.country, self.id])
