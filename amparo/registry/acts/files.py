"""Acts that put an uploaded file on the child's record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Effects, Record, act, every_answer, split_by_compartment
from amparo.cases.compartments import GENERAL, HEALTH, Compartment
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.json import JsonObject
from amparo.ledger.kept_rows import change_rows
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.files import COMPARTMENT_OF
from amparo.registry.models import StoredFile
from amparo.ui.fields import ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_NOT_UPLOADED = t("Suba primero el archivo a este expediente.", "Upload the file to this case first.")


class FileInput(ActInput):
    """What every record of a file asks."""

    file: UUID | None


class Filing[I: FileInput](Record[I], ABC):
    """A record of a file: its answers are kept in the compartment of the file itself."""

    @abstractmethod
    def file_kind(self, given: I) -> str:
        """Return the kind of the file, a code of `file_kind`."""

    @abstractmethod
    def file_compartment(self, given: I) -> Compartment:
        """Return the compartment of the file."""

    def split_by_compartment(self, given: I) -> dict[Compartment, JsonObject]:
        """Return all answers in the compartment of the file."""
        merged = {name: value for part in split_by_compartment(self, given).values() for name, value in part.items()}
        return {self.file_compartment(given): merged}

    def check(self, file: CaseFile, given: I) -> None:
        """Require an uploaded file of this case that is on no record yet."""
        uploaded = StoredFile.objects.filter(case=file.case_id, entry=None)
        if given.file is None or not uploaded.filter(id=given.file).exists():
            raise BadInput(FieldError("file", _NOT_UPLOADED))

    def apply(self, case: Case, given: Any, ctx: ActContext) -> Effects:
        """Put the file on record: readers of its compartment see it from now on."""
        uploaded = StoredFile.objects.filter(id=given.file, case=case, entry=None)
        kind, compartment = self.file_kind(given), self.file_compartment(given)
        if not change_rows(
            uploaded, entry=ctx.entry_id, kind=kind, compartment_name=compartment
        ):  # another record took it, or it was deleted, since the check
            raise BadInput(FieldError("file", _NOT_UPLOADED))
        return Effects()


@act
class RecordFile(Filing["RecordFile.Input"]):
    """Put a document that was uploaded on the child's record."""

    code = "record_file"
    data_groups = every_answer("documents")
    title = t("Agregar un archivo", "Add a file")
    section = "files"

    class Input(FileInput):
        """Which file, what it is, and who may read it."""

        file: UUID = field(t("Archivo", "File"), default=..., choose="file")
        kind: Annotated[str, In("file_kind", but=frozenset({"photograph"}))] = field(
            t("Qué es", "What it is"), default=...
        )
        kept_with: Annotated[str, In("compartment")] | None = field(
            t("Con qué información se guarda", "With which information it is kept"),
            hint=t("En blanco: según lo que es.", "Blank: according to what it is."),
        )
        about: ShortText | None = field(t("De qué trata", "What it is about"))

    def file_kind(self, given: Input) -> str:
        """Return the kind that was stated."""
        return str(given.kind)

    def file_compartment(self, given: Input) -> Compartment:
        """Return the compartment that was stated, else that of the kind of document."""
        return Compartment(given.kept_with) if given.kept_with else COMPARTMENT_OF.get(given.kind, GENERAL)


@act
class RecordPhotograph(Filing["RecordPhotograph.Input"]):
    """Put a photograph of the child on record, for a stated purpose.

    Its use outside needs consent of its own.
    """

    code = "record_photograph"
    data_groups = every_answer("photo")
    title = t("Fotografía", "Photograph")
    section = "photograph"

    PLACES: ClassVar[dict[str, Compartment]] = {"injuries": HEALTH}

    class Input(FileInput):
        """The photograph, and whether the child agreed to it."""

        file: UUID = field(t("Fotografía", "Photograph"), default=..., choose="file")
        purpose: Annotated[str, In("photo_purpose")] = field(
            t("Para qué", "What for"), default=...,
            why=t("Sólo se toma si hace falta, y nadie la usa para otra cosa.",
                  "It is taken only if needed, and nobody uses it for anything else."),
        )  # fmt: skip
        child_agreed: YesNoUnknown | None = field(
            t("¿Estuvo de acuerdo la niña, niño o adolescente?", "Did the child agree?"),
            hint=t("Su consentimiento por finalidades se anota aparte.", "Consent by purpose is recorded apart."),
        )
        taken_on: date | None = field(t("Tomada el", "Taken on"))
        about: ShortText | None = field(t("De qué trata", "What it is about"))

    def file_kind(self, given: Input) -> str:
        """Return `photograph`."""
        return "photograph"

    def file_compartment(self, given: Input) -> Compartment:
        """Return `health` for a photograph of injuries, else `general`."""
        return self.PLACES.get(given.purpose, GENERAL)
