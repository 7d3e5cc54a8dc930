"""The act that opens a report of a missing child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.cases.act import ActContext, Effects, NewTask, act
from amparo.cases.checks import run_all_checks
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.involvement import involve_agency, involve_role, make_responsible
from amparo.cases.selectors import choose_protection_agency
from amparo.ledger.codes import AnyCountry, In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.parts import AgeOrBirth, Names
from amparo.tracing.acts.reports.base import ReportRecord
from amparo.tracing.acts.reports.parts import (
    CONSENT_GROUP,
    CONSENTS_HINT,
    CONSENTS_LABEL,
    Consents,
    SoughtChild,
    require_possible_answers,
)
from amparo.tracing.reports.protocol import opening_tasks
from amparo.tracing.task_codes import NEW_REPORT
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_CHILD = t("La niña, niño o adolescente", "The child")
_SEARCHER = t("Quién busca", "Who searches")
_URGENCY = t("Urgencia", "Urgency")
_WITHOUT_CONSENT = t("Sin el consentimiento de quien busca no se abre un reporte.",
                     "A report is not opened without the searcher's consent.")  # fmt: skip
_ANSWERS = t("Quién responde por la búsqueda", "Who answers for the search")


@act
class ReportMissing(ReportRecord["ReportMissing.Input"]):
    """Open a report of a missing child, who has no case here.

    Nobody is asked for papers first.

    The reporting agency sees it, the protection agency that answers for it, and every tracing officer of the
    country.
    """

    code = "report_missing"
    opens_case = True
    title = t("Reportar a una niña, niño o adolescente que se busca", "Report a missing child")

    class Input(SoughtChild):
        """The child, the last news, who searches, and to what they consent."""

        names: Names = field(t("Cómo se llama", "What the child is called"), default=..., group=_CHILD)
        sex: Annotated[str, In("sex")] = field(t("Sexo", "Sex"), default=..., group=_CHILD)
        age_or_birth: AgeOrBirth = field(t("Edad o nacimiento", "Age or birth"), default=..., group=_CHILD)
        urgency: Annotated[str, In("report_urgency")] = field(
            t("Qué tan urgente es", "How urgent it is"), default=..., group=_URGENCY,
            why=t("Si es alta, las autoridades se alertan en la primera hora.",
                  "If it is high, authorities are alerted within the first hour."),
        )  # fmt: skip
        consents: Consents = field(
            CONSENTS_LABEL, default=..., max_length=4, group=CONSENT_GROUP, hint=CONSENTS_HINT, why=_WITHOUT_CONSENT
        )
        searcher: Annotated[str, In("searcher_kind")] = field(
            t("Quién busca", "Who searches"), default=..., group=_SEARCHER
        )
        searcher_name: ShortText = field(
            t("Nombre de quien busca", "Name of the searcher"), default=..., group=_SEARCHER
        )
        relation: Annotated[str, In("relationship_type")] | None = field(
            t("Parentesco o relación", "Relation to the child"), group=_SEARCHER
        )
        proof: list[Annotated[str, In("searcher_proof")]] | None = field(
            t("Qué prueba se vio", "Which proof was seen"), max_length=5, group=_SEARCHER,
            hint=t("Sin papeles también se reporta.", "A report needs no papers."),
        )  # fmt: skip
        searcher_country: AnyCountry | None = field(t("En qué país está", "In which country they are"), group=_SEARCHER)
        searcher_language: Annotated[str, In("language")] | None = field(
            t("En qué idioma hablarle", "Language to speak with them"), group=_SEARCHER
        )
        searcher_phone: ShortText | None = field(
            t("Teléfono de quien busca", "Telephone of the searcher"), compartment=PROTECTION, group=_SEARCHER
        )
        searcher_address: LongText | None = field(
            t("Dirección de quien busca", "Address of the searcher"), compartment=PROTECTION, group=_SEARCHER,
            hint=t("Nunca sale en un boletín.", "It is never in a bulletin."),
        )  # fmt: skip
        reach_how: LongText | None = field(
            t("Cómo y cuándo hablarle sin ponerle en peligro", "How and when to reach them without danger"),
            compartment=PROTECTION, group=_SEARCHER,
        )  # fmt: skip
        protection_agency: UUID | None = field(
            t("Autoridad de protección que responde", "Protection authority that answers"), choose="protection_agency",
            group=_ANSWERS, hint=t("En blanco: la de este lugar.", "Blank: that of this place."),
        )  # fmt: skip

    def check(self, file: CaseFile, given: Input) -> None:
        """Require a new file, possible answers, and consent to the search."""
        if file.entries:
            words = t(
                "Este reporte ya está abierto: anote lo que se sabe de nuevo.",
                "This report is open already: record the news.",
            )
            raise BadInput(FieldError("", words))
        run_all_checks(lambda: require_possible_answers(given), lambda: _require_search_consent(given))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Give the searching agencies access, and create the tasks of a new report."""
        agency = choose_protection_agency(given.protection_agency, country=case.country)
        if ctx.by.agency:
            involve_agency(case, ctx.by.agency, "reported", at=ctx.at)
        make_responsible(case, agency, at=ctx.at)
        involve_role(case, "tracing_officer", "search", at=ctx.at)
        new = (NewTask(NEW_REPORT, agency=agency, role="protection_supervisor"),) if agency != ctx.by.agency else ()
        return Effects(tasks=new + opening_tasks(urgency=given.urgency, at=ctx.at))


def _require_search_consent(given: ReportMissing.Input) -> None:
    if "search" not in given.consents:
        raise BadInput(FieldError("consents", _WITHOUT_CONSENT))
