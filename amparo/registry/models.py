"""Tables of the registry besides statements.

Cards, links of cases, match records, candidates, files.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from amparo.cases.compartments import Compartment
from amparo.cases.kinds import CHILD, REPORT
from amparo.ledger.ids import new_id


class Card(models.Model):
    """What lists and searches read of a child: derived after every act.

    `search` holds every name without accents, in lower case; `sounds` how they sound; `sort` orders Spanish names the
    same on every server. `born_from` and `born_to` bound the day of birth as exactly as it is known; the law counts
    from `born_to`. `answers`: columns that hold the latest answer to the question of their name, of these acts (of
    any, where none is named); without an answer, the default of the column. Whoever sees the case reads the card:
    only questions of the general compartment.
    """

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=620, blank=True)
    search = models.TextField(blank=True)
    sounds = models.TextField(blank=True, default="")
    sort = models.TextField(blank=True)
    sex = models.CharField(max_length=20, default="undisclosed")
    born_from = models.DateField(null=True)
    born_to = models.DateField(null=True)
    age_estimate = models.PositiveSmallIntegerField(null=True, help_text="as told, when no date of birth is known")
    with_whom = models.CharField(max_length=20)
    custody = models.CharField(max_length=20, default="none", help_text="code of the list `custody`")
    country = models.CharField(max_length=3)
    origin = models.CharField(max_length=3)
    step = models.PositiveSmallIntegerField(default=2, help_text="which of the six steps the child is at")
    closed = models.BooleanField(default=False)
    agency = models.UUIDField(null=True, help_text="the protection agency that answers for the child")
    officer = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    compartment: ClassVar = Compartment.GENERAL
    answers: ClassVar[Mapping[str, tuple[str, ...]]] = {"sex": ("register", "record_identity"), "custody": ()}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(step__range=(1, 6)), name="card_step_is_one_of_six"),
        ]
        indexes: ClassVar = [
            GinIndex(OpClass("search", name="gin_trgm_ops"), name="card_search"),
            GinIndex(OpClass("number", name="gin_trgm_ops"), name="card_number"),
            models.Index(fields=["-changed_at", "-case"], name="card_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class CaseProfile(models.Model):
    """A vulnerability profile of a child, for filters and counts.

    As confidential as the screening it comes from.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)

    compartment: ClassVar = Compartment.PROTECTION

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "code"], name="profile_once")]
        indexes: ClassVar = [models.Index(fields=["code", "case"], name="profile_by_code")]

    def __str__(self) -> str:
        return self.code


class Kinship(models.Model):
    """A link of two cases: siblings, companions, or the same child."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=20, choices=[("sibling", "sibling"), ("companion", "companion"), ("same", "same")]
    )
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="when somebody found that it was wrong")

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "other", "kind"], condition=Q(ended_at=None), name="kinship_once"),
            models.CheckConstraint(condition=~Q(case=models.F("other")), name="kinship_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.other_id}"


class MatchRecord(models.Model):
    """What the matcher compares of a child's case or of a report.

    `moved` is the transaction that wrote it last: by it the matcher finds what is new, whatever commits when.
    """

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=[(kind, kind) for kind in (CHILD, REPORT)])
    body = models.JSONField()
    fingerprint = models.CharField(max_length=64, help_text="hash of kind and body")
    moved = models.BigIntegerField(db_index=True)

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[CHILD, REPORT]), name="match_record_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"


class Candidate(models.Model):
    """Two files that may be of one child, found by the matcher, decided by a person.

    Whoever sees all of `child` may know of it: of two cases the one opened first, of a case and a report the case.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=[(kind, kind) for kind in ("duplicate", "report")])
    probability = models.FloatField()
    evidence = models.JSONField(help_text="what spoke for and against, as numbers by name")
    child_fingerprint = models.CharField(max_length=64)
    other_fingerprint = models.CharField(max_length=64)
    found_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=[(s, s) for s in ("open", "decided", "stale")], default="open")

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "other"], name="candidate_once"),
            models.CheckConstraint(condition=~Q(child=models.F("other")), name="candidate_of_two"),
            models.CheckConstraint(condition=Q(kind__in=["duplicate", "report"]), name="candidate_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "decided", "stale"]), name="candidate_state_is_known"
            ),
            models.CheckConstraint(condition=Q(probability__range=(0, 1)), name="candidate_probability"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-probability", "id"], name="candidate_likeliest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class MatchThreshold(models.Model):
    """The probability from which a country keeps candidates.

    The latest holds, none is ever changed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    country = models.CharField(max_length=3)
    least = models.FloatField()
    why = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(least__gte=0.05, least__lte=0.95), name="threshold_is_sensible"),
        ]
        indexes: ClassVar = [models.Index(fields=["country", "-at"], name="threshold_of_country")]

    def __str__(self) -> str:
        return f"{self.country} {self.least}"


class StoredFile(models.Model):
    """A file of a case, re-encoded; its bytes are sealed outside the database.

    Until a record puts it on file (`entry`), only whoever uploaded it sees it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    compartment_name = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Compartment])
    media_type = models.CharField(max_length=60)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="of the file as it is shown, not as it is sealed")
    stored_as = models.CharField(max_length=40, unique=True, help_text="random name below the node's folder of files")
    entry = models.UUIDField(null=True, help_text="the record that put it on file")
    by = models.UUIDField()
    agency = models.UUIDField(null=True)
    at = models.DateTimeField()

    compartment: ClassVar = Compartment.GENERAL

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="file_of_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.media_type}"
