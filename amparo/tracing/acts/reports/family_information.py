"""The act that records what the searcher was told."""

from __future__ import annotations

from typing import Annotated

from amparo.cases.act import ActInput, act
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.tracing.acts.reports.base import ReportRecord
from amparo.tracing.reports.family_information import permitted_information
from amparo.tracing.task_codes import INFORM_FAMILY
from amparo.ui.fields import LongText, ShortText, field


@act
class RecordFamilyTold(ReportRecord["RecordFamilyTold.Input"]):
    """State what the searcher was told, and how. Never where the child is."""

    code = "record_family_told"
    title = t("Informar a la familia", "Tell the family")
    closes_tasks = frozenset({INFORM_FAMILY})
    only_while = frozenset({"open", "closed"})

    class Input(ActInput):
        """What was said, to whom and how."""

        told: Annotated[str, In("family_told")] = field(
            t("Qué se le dijo", "What they were told"), default=...,
            why=t("Nunca se dice dónde está. Que apareció se dice sólo si es seguro y lo quiere.",
                  "Where the child is is never told. That the child was found, only if it is safe and wanted."),
        )  # fmt: skip
        means: Annotated[str, In("told_means")] = field(t("Cómo", "How"), default=...)
        whom: ShortText | None = field(t("A quién", "To whom"))
        text: LongText | None = field(
            t("Qué se dijo y qué preguntó", "What was said, and what they asked"), compartment=PROTECTION
        )

    def check_input(self, file: CaseFile, given: Input) -> None:
        """Require information that may be given to the searcher."""
        if given.told not in permitted_information(file):
            words = t(
                "Eso todavía no puede decirse: falta que se confirme quién es y que el contacto sea seguro.",
                "That may not be said yet: it must first be confirmed who it is and that contact is safe.",
            )
            raise BadInput(FieldError("told", words))
