"""The act that puts photographs and papers of the searcher on a report."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from amparo.cases.act import act
from amparo.cases.compartments import GENERAL, Compartment
from amparo.cases.file import CaseFile
from amparo.cases.kinds import REPORT
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.files import FileInput, Filing
from amparo.tracing.acts.reports.base import REPORT_ENDED
from amparo.tracing.reports.answers import report_state
from amparo.ui.fields import ShortText, field

REPORT_FILE_KINDS = frozenset({"photograph", "identity_document", "family_document", "school_document", "other"})


@act
class RecordReportFile(Filing["RecordReportFile.Input"]):
    """Put a photograph of the child or a paper that was uploaded on the report."""

    code = "record_report_file"
    title = t("Fotografía o documento", "Photograph or document")
    case_kinds = frozenset({REPORT})

    class Input(FileInput):
        """Which file, and what it is."""

        file: UUID = field(t("Archivo", "File"), default=..., choose="file")
        kind: Annotated[str, In("file_kind", only=REPORT_FILE_KINDS)] = field(t("Qué es", "What it is"), default=...)
        shows: ShortText | None = field(t("Qué muestra y de cuándo es", "What it shows, and from when"))

    def file_kind(self, given: Input) -> str:
        """Return the kind that was stated."""
        return str(given.kind)

    def file_compartment(self, given: Input) -> Compartment:
        """Return `general`: whoever sees the report sees the file."""
        return GENERAL

    def is_possible(self, file: CaseFile) -> bool:
        """Return whether the report is open."""
        return report_state(file) == "open"

    def check(self, file: CaseFile, given: Input) -> None:
        """Require an open report, and an uploaded file that is on no record yet."""
        if not self.is_possible(file):
            raise BadInput(FieldError("", REPORT_ENDED))
        super().check(file, given)
