"""What the family was told."""

from __future__ import annotations

from typing import Annotated, Any

from amparo.core.acts import ActInput, LongText, ShortText, act, ask
from amparo.core.codes import In
from amparo.core.compartments import PROTECTION
from amparo.core.file import CaseFile
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.tracing.reports.acts.base import ReportRecord
from amparo.tracing.reports.protocol import TELL_FAMILY
from amparo.tracing.reports.told import may_be_told


@act
class RecordFamilyTold(ReportRecord):
    """State what the searcher was told, and how. Never where the child is."""

    code = "record_family_told"
    title = t("Informar a la familia", "Tell the family")
    ends = frozenset({TELL_FAMILY})
    only_while = frozenset({"open", "closed"})

    class Input(ActInput):
        """What was said, to whom and how."""

        told: Annotated[str, In("family_told")] = ask(
            t("Qué se le dijo", "What they were told"), default=...,
            why=t("Nunca se dice dónde está. Que apareció se dice sólo si es seguro y lo quiere.",
                  "Where the child is is never told. That the child was found, only if it is safe and wanted."),
        )  # fmt: skip
        means: Annotated[str, In("told_means")] = ask(t("Cómo", "How"), default=...)
        whom: ShortText | None = ask(t("A quién", "To whom"))
        text: LongText | None = ask(
            t("Qué se dijo y qué preguntó", "What was said, and what they asked"), compartment=PROTECTION
        )

    def check_input(self, file: CaseFile, given: Any) -> None:
        """Only what may be told."""
        if given.told not in may_be_told(file):
            words = t("Eso todavía no puede decirse: falta que se confirme quién es y que el contacto sea seguro.",
                      "That may not be said yet: it must first be confirmed who it is and that contact is safe.")  # fmt: skip
            raise BadInput(FieldError("told", words))
