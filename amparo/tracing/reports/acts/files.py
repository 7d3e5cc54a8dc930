"""Photographs and papers that the searcher brought."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from amparo.core.acts import ActInput, ShortText, act, ask
from amparo.core.codes import In
from amparo.core.compartments import GENERAL, Compartment
from amparo.core.file import CaseFile
from amparo.core.models import REPORT
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.registry.acts.files import Filing
from amparo.tracing.reports.acts.base import OVER
from amparo.tracing.reports.known import state_of

BROUGHT = frozenset({"photograph", "identity_document", "family_document", "school_document", "other"})


@act
class RecordReportFile(Filing):
    """Put a photograph of the child or a paper that was uploaded on the report."""

    code = "record_report_file"
    title = t("Fotografía o documento", "Photograph or document")
    about = frozenset({REPORT})

    class Input(ActInput):
        """Which file, and what it is."""

        file: UUID = ask(t("Archivo", "File"), default=..., choose="file")
        kind: Annotated[str, In("file_kind", only=BROUGHT)] = ask(t("Qué es", "What it is"), default=...)
        shows: ShortText | None = ask(t("Qué muestra y de cuándo es", "What it shows, and from when"))

    def kind_of(self, given: Any) -> str:
        """As stated."""
        return str(given.kind)

    def place(self, given: Any) -> Compartment:
        """Whoever sees the report sees it: it is to be recognised by."""
        return GENERAL

    def check(self, file: CaseFile, given: Any) -> None:
        """The report is open, and the file lies on it and on no record yet."""
        if state_of(file) != "open":
            raise BadInput(FieldError("", OVER))
        super().check(file, given)
