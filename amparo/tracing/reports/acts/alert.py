"""Alerting the authorities that search."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from amparo.core.acts import ActInput, LongText, ShortText, act, ask
from amparo.core.checks import once_each
from amparo.core.codes import In
from amparo.core.file import CaseFile
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.directory import selectors as directory
from amparo.tracing.reports.acts.base import ReportRecord
from amparo.tracing.reports.known import consents_of
from amparo.tracing.reports.protocol import ALERT, NEW


@act
class RecordReportAlert(ReportRecord):
    """State which authorities were alerted, by which protocol and by whom."""

    code = "record_report_alert"
    title = t("Alertar a las autoridades", "Alert the authorities")
    ends = frozenset({NEW, ALERT})

    class Input(ActInput):
        """Which protocol, who was told, by whom."""

        protocols: list[Annotated[str, In("alert_protocol")]] = ask(
            t("Qué protocolo se activó", "Which protocol was started"), default=..., min_length=1, max_length=7
        )
        institutions: list[UUID] | None = ask(
            t("Autoridades alertadas", "Authorities alerted"), choose="institution", max_length=30
        )
        others: ShortText | None = ask(t("Otras, por su nombre", "Others, by name"))
        alerted_by: ShortText = ask(t("Quién dio la alerta", "Who gave the alert"), default=...)
        reference: ShortText | None = ask(t("Folio o número de la alerta", "Reference of the alert"))
        answer: LongText | None = ask(t("Qué respondieron", "What they answered"))

    def check_input(self, file: CaseFile, given: Any) -> None:
        """Somebody was alerted, each is in the directory, and the searcher agreed to sharing."""
        if not given.institutions and not given.others:
            raise BadInput(FieldError("institutions", t("Diga a quién se alertó.", "Say who was alerted.")))
        if "sharing" not in consents_of(file):
            words = t("Quien busca no ha consentido que se comparta: anótelo antes en Novedades.",
                      "The searcher has not agreed to sharing: record that first in News.")  # fmt: skip
            raise BadInput(FieldError("protocols", words))
        once_each("institutions", given.institutions or [], t("Una vez cada una.", "Each of them once."))
        for one in given.institutions or []:
            directory.institution(one, path="institutions")
