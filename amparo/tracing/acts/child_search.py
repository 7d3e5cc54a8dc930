"""The act that searches for a child on this node.

From a case or a report, with a reason and a rate limit.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.kinds import CHILD, REPORT
from amparo.cases.selectors import count_statements
from amparo.ledger import clock
from amparo.ledger.codes import In, Nationality
from amparo.ledger.days import local_day
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.parts import AgeOrBirth, Names
from amparo.registry.checks import require_born_by
from amparo.tracing.child_search import RECORD_SEARCH
from amparo.tracing.reports.answers import report_state
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

MAX_PER_HOUR, MAX_PER_DAY = 20, 60
"""Searches by one person in an hour and in a day: nobody may browse the registry of children."""
_WHO = t("A quién se busca", "Who is looked for")
_WHY = t("Por qué", "Why")


@act
class RecordSearch(Record["RecordSearch.Input"]):
    """Search for a child by name among those whom the searcher may know of.

    What was asked, and why, stays on this file.
    """

    code = RECORD_SEARCH
    title = t("Buscar entre quienes están aquí", "Look among the children who are here")
    case_kinds = frozenset({CHILD, REPORT})
    compartment = PROTECTION

    class Input(ActInput):
        """What is known of the child, and why somebody searches."""

        names: Names = field(t("Cómo se llama", "What the child is called"), default=..., group=_WHO)
        sex: Annotated[str, In("sex")] | None = field(t("Sexo", "Sex"), group=_WHO)
        age_or_birth: AgeOrBirth | None = field(t("Edad o nacimiento", "Age or birth"), group=_WHO)
        place: ShortText | None = field(
            t("Lugar y municipio de nacimiento", "Place and municipality of birth"), group=_WHO,
            hint=t("De lo pequeño a lo grande, con comas: Nebaj, Quiché.",
                   "From small to large, with commas: Nebaj, Quiché."),
        )  # fmt: skip
        mother: ShortText | None = field(t("Nombre de la madre", "Name of the mother"), group=_WHO)
        father: ShortText | None = field(t("Nombre del padre", "Name of the father"), group=_WHO)
        nationality: Nationality | None = field(t("Nacionalidad", "Nationality"), group=_WHO)
        document: ShortText | None = field(t("Número de un documento", "Number of a document"), group=_WHO)
        purpose: Annotated[str, In("search_purpose")] = field(t("Para qué", "For what"), default=..., group=_WHY)
        why: LongText = field(
            t("Motivo", "Reason"), default=..., group=_WHY,
            hint=t("Queda anotado en este expediente con su nombre.", "It is kept on this file with your name."),
        )  # fmt: skip

    def is_possible(self, file: CaseFile) -> bool:
        """Return whether the search goes on.

        A report may have ended; a child's case never ends a search.
        """
        return report_state(file) == "open"

    def check(self, file: CaseFile, given: Input) -> None:
        """Require a name or a document, and a birth that is not in the future."""
        if given.age_or_birth:
            require_born_by(given.age_or_birth, on=local_day(clock.now()))
        has_name = given.names.model_dump(exclude_none=True, exclude={"unknown"})
        if not has_name and not given.document:
            words = t("Escriba al menos un nombre o el número de un documento.",
                      "Write at least one name or the number of a document.")  # fmt: skip
            raise BadInput(FieldError("names", words))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Raise `BadInput` for a person above the rate limit.

        The results are computed when the page of the search is opened.
        """
        for most, hours in ((MAX_PER_HOUR, 1), (MAX_PER_DAY, 24)):
            if count_statements(RECORD_SEARCH, PROTECTION, by=ctx.by, after=ctx.at - timedelta(hours=hours)) >= most:
                words = t(
                    "Llegó al límite de {most} búsquedas en {hours} h. Espere, o pida a su supervisión que busque.",
                    "You have reached the limit of {most} searches in {hours} h. Wait, or ask your supervisor to "
                    "search.",
                    most=most,
                    hours=hours,
                )
                raise BadInput(FieldError("", words))
        return Effects()
