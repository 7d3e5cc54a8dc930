"""What every act on a report has in common."""

from __future__ import annotations

from typing import Any, ClassVar

from amparo.core.acts import Record
from amparo.core.file import CaseFile
from amparo.core.models import REPORT
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.tracing.reports.known import state_of

OVER = t("El reporte está cerrado o retirado: para seguir, ábralo otra vez.",
         "The report is closed or withdrawn: to go on, open it again.")  # fmt: skip


class ReportRecord(Record):
    """A record on a report of a missing child. Nothing runs on one that is closed or withdrawn."""

    about = frozenset({REPORT})
    only_while: ClassVar[frozenset[str]] = frozenset({"open"})

    def check(self, file: CaseFile, given: Any) -> None:
        """The report is in a state in which this can be recorded, and the input fits it."""
        if state_of(file) not in self.only_while:
            raise BadInput(FieldError("", OVER))
        self.check_input(file, given)

    def check_input(self, file: CaseFile, given: Any) -> None:
        """Refuse an input that cannot be, given what is on file, with `BadInput`."""
