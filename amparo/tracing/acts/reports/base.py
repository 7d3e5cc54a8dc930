"""The base class of acts on a report."""

from __future__ import annotations

from typing import ClassVar

from amparo.cases.act import ActInput, Record
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.tracing.reports.answers import report_state

REPORT_ENDED = t("El reporte está cerrado o retirado: para seguir, ábralo otra vez.",
         "The report is closed or withdrawn: to go on, open it again.")  # fmt: skip


class ReportRecord[I: ActInput](Record[I]):
    """A record on a report that is in one of the states `only_while`."""

    case_kinds = frozenset({REPORT})
    only_while: ClassVar[frozenset[str]] = frozenset({"open"})

    def is_possible(self, file: CaseFile) -> bool:
        """Return whether the report is in a state in which this can be recorded."""
        return report_state(file) in self.only_while

    def check(self, file: CaseFile, given: I) -> None:
        """Require a report in one of the states `only_while`, and an input that fits it."""
        if not ReportRecord.is_possible(self, file):
            raise BadInput(FieldError("", REPORT_ENDED))
        self.check_input(file, given)

    def check_input(self, file: CaseFile, given: I) -> None:
        """Raise `BadInput` for an input that does not fit what is on file."""
