"""Putting an uploaded file on the child's record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from amparo.core.acts import ActInput, Effects, Record, ShortText, act, ask, parts_by_compartment
from amparo.core.codes import In, YesNoUnknown
from amparo.core.compartments import GENERAL, HEALTH, Compartment
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.registry.files import COMPARTMENT_OF
from amparo.registry.models import StoredFile

_NOT_HERE = t("Suba primero el archivo a este expediente.", "Upload the file to this case first.")


class Filing(Record, ABC):
    """What records of files have in common: the answers lie in the compartment of the file itself."""

    @abstractmethod
    def kind_of(self, given: Any) -> str:
        """The kind of the file that is put on record."""

    @abstractmethod
    def place(self, given: Any) -> Compartment:
        """Where the file belongs."""

    def parts(self, given: Any) -> dict[Compartment, dict[str, Any]]:
        """Everything in the compartment of the file."""
        merged = {name: value for part in parts_by_compartment(self, given).values() for name, value in part.items()}
        return {self.place(given): merged}

    def check(self, file: CaseFile, given: Any) -> None:
        """The file must lie on this case and be on no record yet."""
        if not StoredFile.objects.filter(id=given.file, case=file.case_id, entry=None).exists():
            raise BadInput(FieldError("file", _NOT_HERE))

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """The file is on record from now on, and seen by who may read its compartment."""
        kept = StoredFile.objects.filter(id=given.file, entry=None).update(
            entry=ctx.entry_id, kind=self.kind_of(given), compartment_name=self.place(given)
        )
        if not kept:  # it was put on another record, or forgotten, since it was looked for
            raise BadInput(FieldError("file", _NOT_HERE))
        return Effects()


@act
class RecordFile(Filing):
    """Put a document that was uploaded on the child's record."""

    code = "record_file"
    title = t("Agregar un archivo", "Add a file")
    section = "files"

    class Input(ActInput):
        """Which file, what it is, and who may read it."""

        file: UUID = ask(t("Archivo", "File"), default=..., choose="file")
        kind: Annotated[str, In("file_kind", but=frozenset({"photograph"}))] = ask(
            t("Qué es", "What it is"), default=...
        )
        kept_with: Annotated[str, In("compartment")] | None = ask(
            t("Con qué información se guarda", "With which information it is kept"),
            hint=t("En blanco: según lo que es.", "Blank: according to what it is."),
        )
        about: ShortText | None = ask(t("De qué trata", "What it is about"))

    def kind_of(self, given: Any) -> str:
        """As stated."""
        return str(given.kind)

    def place(self, given: Any) -> Compartment:
        """As stated, else as the kind of document demands."""
        return Compartment(given.kept_with) if given.kept_with else COMPARTMENT_OF.get(given.kind, GENERAL)


@act
class RecordPhotograph(Filing):
    """Put a photograph of the child on record, for a stated purpose. Its use outside needs consent of its own."""

    code = "record_photograph"
    title = t("Fotografía", "Photograph")
    section = "photograph"

    PLACES: ClassVar[dict[str, Compartment]] = {"injuries": HEALTH}

    class Input(ActInput):
        """The photograph, and whether the child agreed to it."""

        file: UUID = ask(t("Fotografía", "Photograph"), default=..., choose="file")
        purpose: Annotated[str, In("photo_purpose")] = ask(
            t("Para qué", "What for"), default=...,
            why=t("Sólo se toma si hace falta, y nadie la usa para otra cosa.",
                  "It is taken only if needed, and nobody uses it for anything else."),
        )  # fmt: skip
        child_agreed: YesNoUnknown | None = ask(
            t("¿Estuvo de acuerdo la niña, niño o adolescente?", "Did the child agree?"),
            hint=t("Su consentimiento por finalidades se anota aparte.", "Consent by purpose is recorded apart."),
        )
        taken_on: date | None = ask(t("Tomada el", "Taken on"))

    def kind_of(self, given: Any) -> str:
        """Always a photograph."""
        return "photograph"

    def place(self, given: Any) -> Compartment:
        """Photographs of injuries lie with health."""
        return self.PLACES.get(given.purpose, GENERAL)
