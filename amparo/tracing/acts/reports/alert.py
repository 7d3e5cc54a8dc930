"""The act that records an alert to the searching authorities."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from amparo.cases.act import ActInput, act
from amparo.cases.checks import require_distinct
from amparo.cases.file import CaseFile
from amparo.directory import selectors as directory
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.tracing.acts.reports.base import ReportRecord
from amparo.tracing.reports.answers import current_consents
from amparo.tracing.task_codes import ALERT, NEW_REPORT
from amparo.ui.fields import LongText, ShortText, field


@act
class RecordReportAlert(ReportRecord["RecordReportAlert.Input"]):
    """State which authorities were alerted, by which protocol and by whom."""

    code = "record_report_alert"
    title = t("Alertar a las autoridades", "Alert the authorities")
    closes_tasks = frozenset({NEW_REPORT, ALERT})

    class Input(ActInput):
        """Which protocol, which authorities, and who alerted them."""

        protocols: list[Annotated[str, In("alert_protocol")]] = field(
            t("Qué protocolo se activó", "Which protocol was started"), default=..., min_length=1, max_length=7
        )
        institutions: list[UUID] | None = field(
            t("Autoridades alertadas", "Authorities alerted"), choose="institution", max_length=30
        )
        others: ShortText | None = field(t("Otras, por su nombre", "Others, by name"))
        alerted_by: ShortText = field(t("Quién dio la alerta", "Who gave the alert"), default=...)
        reference: ShortText | None = field(t("Folio o número de la alerta", "Reference of the alert"))
        answer: LongText | None = field(t("Qué respondieron", "What they answered"))

    def check_input(self, file: CaseFile, given: Input) -> None:
        """Require authorities of the directory, and the searcher's consent to sharing."""
        if not given.institutions and not given.others:
            raise BadInput(FieldError("institutions", t("Diga a quién se alertó.", "Say who was alerted.")))
        if "sharing" not in current_consents(file):
            words = t("Quien busca no ha consentido que se comparta: anótelo antes en Novedades.",
                      "The searcher has not agreed to sharing: record that first in News.")  # fmt: skip
            raise BadInput(FieldError("protocols", words))
        require_distinct("institutions", given.institutions or [], t("Una vez cada una.", "Each of them once."))
        for institution in given.institutions or []:
            directory.get_institution(institution, path="institutions")
