"""Tables of reports besides their statements.

The card of a report, bulletins and their recipients.
"""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from amparo.cases.compartments import Compartment
from amparo.ledger.codes import code_list
from amparo.ledger.ids import new_id
from amparo.ledger.search import Searchable

STATES = ("open", "withdrawn", "closed")
MOST_DAYS = 30
"""Days that a bulletin may be valid (G15); a new one is issued after a check that it is still needed."""


def urgencies() -> list[tuple[str, Any]]:
    """Return the codes of urgency as choices of a column."""
    return [(code.code, code.code) for code in code_list("report_urgency").values()]


class ReportCard(models.Model):
    """What lists and searches read of a report: derived after every act.

    `search` holds every name without accents, in lower case, `sounds` how they sound; `born_from` and `born_to` bound
    the day of birth.
    """

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=620, blank=True)
    search = models.TextField(blank=True)
    sounds = models.TextField(blank=True, default="")
    sex = models.CharField(max_length=20)
    born_from = models.DateField(null=True)
    born_to = models.DateField(null=True)
    age_estimate = models.PositiveSmallIntegerField(null=True, help_text="as told, when no date of birth is known")
    urgency = models.CharField(max_length=8, choices=urgencies)
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES])
    reported_at = models.DateTimeField()
    last_news_at = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="when it was closed or withdrawn, unless it was opened again")
    outcome = models.CharField(max_length=40, blank=True, help_text="how a closed one ended: list `report_outcome`")
    agency = models.UUIDField(null=True, help_text="the protection agency that answers for the report")
    changed_at = models.DateTimeField()

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="reportcard_state_is_known"),
            models.CheckConstraint(condition=Q(urgency__in=["high", "normal"]), name="reportcard_urgency_is_known"),
        ]
        indexes: ClassVar = [
            GinIndex(OpClass("search", name="gin_trgm_ops"), name="reportcard_search"),
            GinIndex(OpClass("number", name="gin_trgm_ops"), name="reportcard_number"),
            models.Index(fields=["-reported_at", "-case"], name="reportcard_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class Bulletin(Searchable):
    """A search bulletin: its content, validity and withdrawal.

    `content` holds what recipients read and nothing else; `seq` is the place of its event in the report's chain.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    content = models.JSONField()
    photograph = models.UUIDField(null=True, help_text="the file on the report, if its use was authorised")
    issued_at = models.DateTimeField()
    issued_by = models.UUIDField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=40, blank=True, help_text="why it was withdrawn: list `bulletin_withdrawal`")

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at"))
                & Q(expires_at__lte=F("issued_at") + timedelta(days=MOST_DAYS + 1)),  # until the end of its last day
                name="bulletin_ends_in_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(reason=""),
                name="bulletin_withdrawn_with_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "-issued_at"], name="bulletin_of_report")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq}"

    @property
    def name(self) -> str:
        """Return the child's name, blank where it was not chosen to be said."""
        return str(self.content.get("names", ""))


class BulletinRecipient(models.Model):
    """An institution to which a bulletin was sent.

    `agency`: its office on this node, if its people work here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="recipients")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    institution = models.UUIDField()
    name = models.CharField(max_length=200)
    agency = models.UUIDField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True, help_text="who of the recipient, in words")
    withdrawal_told_at = models.DateTimeField(null=True)

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "institution"], name="bulletin_sent_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by="")
                | Q(acknowledged_at__isnull=False) & ~Q(acknowledged_by=""),
                name="bulletin_acknowledged_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agency"], name="bulletin_of_agency")]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.name}"
