"""Saying of two existing cases whether they are of one child: a person compared them, the system only asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from amparo.core.acts import ActInput, Effects, LongText, Record, act, ask
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.registry.checks import require_seen_cases
from amparo.registry.steps import are_linked, link_cases, tell_distinct

WHY_PART = t("Están unidos como la misma persona: escriba por qué se separan.",
             "They are linked as the same person: write why they are parted.")  # fmt: skip


@act
class RecordDuplicate(Record):
    """State whether another case is of the same child. The same are linked on both files; neither file is merged.

    Who was wrong says so again, and why: the link ends on both files, and both histories keep it.
    """

    code = "record_duplicate"
    ends = frozenset({"possible_duplicate"})
    title = t("Comparación con otro expediente", "Comparison with another case")

    class Input(ActInput):
        """Which case, and what the comparison showed."""

        other: UUID = ask(t("El otro expediente", "The other case"), default=..., choose="case")
        same: bool = ask(
            t("¿Es la misma niña, niño o adolescente?", "Is it the same child?"), default=...,
            hint=t("Si es la misma persona, los dos expedientes quedan unidos.",
                   "If it is the same person, both cases are linked."),
        )  # fmt: skip
        why: LongText | None = ask(t("En qué se basa", "What this rests on"))

    def check(self, file: CaseFile, given: Any) -> None:
        """The other case must be another, and visible; parting what was linked needs its reason."""
        require_seen_cases({"other": [given.other]}, own=file.case_id)
        if not given.same and not given.why and are_linked(file.case_id, given.other):
            raise BadInput(FieldError("why", WHY_PART))

    def concerns(self, given: Any) -> dict[str, Any]:
        """The question about this other case alone."""
        return {"number": Case.objects.values_list("number", flat=True).get(id=given.other)}

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Both files say it."""
        if given.same:
            link_cases(case, given.other, "same", by=ctx.by, at=ctx.at)
        else:
            tell_distinct(case, given.other, why=given.why or "", by=ctx.by, at=ctx.at)
        return Effects()
