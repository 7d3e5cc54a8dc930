"""The act on the child's documents. Nobody is refused for lack of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from amparo.cases.act import Record, act, every_answer
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT, SectionInput, require_order
from amparo.ui.fields import LongText, Part, ShortText, field

_PAPERS = t("Documentos", "Documents")
_MISSING = t("Lo que falta", "What is missing")
DocumentType = Annotated[str, In("document_type")]


class Document(Part):
    """One document, seen or only told of."""

    type: DocumentType = field(t("Documento", "Document"), default=...)
    number: ShortText | None = field(t("Número", "Number"))
    issued_by: AnyCountry | None = field(t("País que lo emitió", "Issuing country"))
    issued_on: date | None = field(t("Emitido el", "Issued on"))
    expires_on: date | None = field(t("Vence el", "Expires on"))
    seen: Annotated[str, In("document_seen")] | None = field(t("Qué se vio", "What was seen"))
    held_by: Annotated[str, In("document_holder")] | None = field(t("Quién lo tiene", "Who holds it"))
    doubts: ShortText | None = field(t("Dudas sobre el documento", "Doubts about the document"))

    @model_validator(mode="after")
    def _expires_after_issue(self) -> Self:
        require_order(self.issued_on, self.expires_on, t("Vence antes de emitirse: revise las fechas.",
                                                    "It expires before it was issued: check the dates."))  # fmt: skip
        return self


@act
class RecordDocuments(Record["RecordDocuments.Input"]):
    """State which documents there are, who holds them, and which must be obtained."""

    code = "record_documents"
    data_groups = every_answer("documents")
    title = t("Documentos", "Documents")
    section = "documents"

    class Input(SectionInput):
        """The documents: the original, a copy, or only mentioned."""

        documents: list[Document] | None = field(
            t("Documentos", "Documents"), max_length=30, group=_PAPERS, hint=WHOLE_LIST_HINT
        )
        none: bool | None = field(
            t("No tiene ningún documento", "The child has no document"), group=_PAPERS,
            why=t("Se le registra y atiende igual.", "The child is registered and attended to all the same."),
        )  # fmt: skip
        taken_by_authority: YesNoUnknown | None = field(
            t("¿Alguna autoridad le retiró documentos?", "Did an authority take documents away?"), group=_PAPERS
        )
        needed: list[DocumentType] | None = field(
            t("Documentos que hay que tramitar", "Documents to be obtained"), max_length=21, group=_MISSING
        )
        late_registration: YesNoUnknown | None = field(
            t("¿Hay que pedir la inscripción tardía del nacimiento?", "Must late registration of birth be sought?"),
            group=_MISSING,
        )  # fmt: skip
        note: LongText | None = field(t("Observaciones", "Remarks"), group=_MISSING)
