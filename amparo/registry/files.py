"""Files of a case.

Re-encoded, sealed with the case's key, and stored under random names outside the database.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from amparo.cases.access import require_involvement, require_visible_case
from amparo.cases.compartments import HEALTH, PROTECTION, TRAFFICKING, WHEREABOUTS, Compartment
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_list
from amparo.ledger.ids import new_id
from amparo.ledger.keys import seal_bytes, unseal_bytes
from amparo.ledger.parsing.rejected import RejectedContent
from amparo.ledger.parsing.turns import one_at_a_time
from amparo.ledger.problems import BadInput, FieldError, NotVisible
from amparo.ledger.sealed_files import new_name, path_of, write_sealed
from amparo.ledger.text import t
from amparo.registry.models import StoredFile
from amparo.registry.reencode import MAX_BYTES, MAX_PAGES, Rebuilt, rebuild

if TYPE_CHECKING:
    from amparo.cases.models import Case

COMPARTMENT_OF: dict[str, Compartment] = {
    "protection_document": PROTECTION,
    "trafficking_document": TRAFFICKING,
    "health_document": HEALTH,
    "placement_document": WHEREABOUTS,
}
ACCEPTED = t(
    "Se aceptan fotos JPEG, PNG, WebP o HEIC y documentos PDF de hasta {pages} páginas y {mb} MB.",
    "Accepted: JPEG, PNG, WebP or HEIC photographs and PDF documents of up to {pages} pages and {mb} MB.",
    pages=MAX_PAGES,
    mb=MAX_BYTES // 1024 // 1024,
)
_WHY = {
    "empty": t("El archivo está vacío.", "The file is empty."),
    "too_large": t("El archivo es demasiado grande.", "The file is too large."),
    "unknown": t("Por su contenido, no es una foto ni un PDF.", "By its content it is neither a photograph nor a PDF."),
    "damaged": t("El archivo está dañado o incompleto.", "The file is damaged or incomplete."),
    "too_many_pixels": t("La imagen es demasiado grande.", "The picture is too large."),
    "encrypted": t(
        "El PDF tiene contraseña: quítela y vuelva a subirlo.", "The PDF has a password: remove it and upload again."
    ),
    "too_complex": t(
        "El archivo es demasiado complejo para leerlo: tome una foto de él, o guárdelo más sencillo.",
        "The file is too complex to be read: take a photograph of it, or save it in a simpler form.",
    ),
    "moving": t(
        "Es una imagen que se mueve, y se guardaría un solo cuadro: suba una foto fija.",
        "It is a moving picture, of which one frame would be kept: upload a still photograph.",
    ),
    "attachments": t(
        "El PDF lleva archivos adjuntos, que se perderían: súbalos aparte, y el PDF sin ellos.",
        "The PDF has files attached, which would be lost: upload them apart, and the PDF without them.",
    ),
    "notes": t(
        "El PDF lleva notas que no se ven en la página: imprímalo a PDF con sus notas, o escríbalas en el expediente.",
        "The PDF has notes that do not show on its pages: print it to PDF with its notes, or write them in the case.",
    ),
    "xfa": t(
        "El PDF es un formulario cuyas respuestas no se ven en la página: imprímalo a PDF y súbalo.",
        "The PDF is a form whose answers do not show on its pages: print it to PDF and upload that.",
    ),
    "too_many_pages": t("El PDF tiene demasiadas páginas: divídalo.", "The PDF has too many pages: split it."),
}


def store_file(
    case: Case, *, content: bytes, kind: str, by: Actor, compartment: Compartment | None = None
) -> StoredFile:
    """Store an uploaded file. Only its uploader sees it until it is put on record.

    `kind` is a code of the list `file_kind`. Raises `NotVisible`; `BadInput` saying what is wrong and what is
    accepted; `InProgress` while another file of theirs is read.
    """
    require_involvement(by, case.id)
    if kind not in code_list("file_kind"):
        raise BadInput(
            FieldError("kind", t("Elija una de las opciones de la lista.", "Choose one of the listed options."))
        )
    with one_at_a_time(by.id):
        rebuilt = _rebuild(content)
    row = StoredFile(
        id=new_id(),
        case=case,
        kind=kind,
        compartment_name=compartment or COMPARTMENT_OF.get(kind, Compartment.GENERAL),
        media_type=rebuilt.media_type,
        size_bytes=len(rebuilt.content),
        sha256=hashlib.sha256(rebuilt.content).hexdigest(),
        stored_as=new_name(),
        by=by.id,
        agency=by.agency,
        at=clock.now(),
    )
    write_sealed(_path(row), seal_bytes(rebuilt.content, _key(case), str(case.id), str(row.id)))
    row.save(force_insert=True)
    return row


def _rebuild(content: bytes) -> Rebuilt:
    try:
        return rebuild(content)
    except RejectedContent as rejected:
        words = t("{why} {accepted}", "{why} {accepted}", why=_WHY[rejected.why], accepted=ACCEPTED)
        raise BadInput(FieldError("file", words)) from rejected


def read_stored(file_id: UUID, *, by: Actor) -> tuple[StoredFile, bytes]:
    """Return a file and its bytes. Two queries.

    Raises `NotVisible` for all that this person may not read.
    """
    row = StoredFile.objects.select_related("case").filter(id=file_id).first()
    if row is None or not (row.by == by.id or Compartment(row.compartment_name) in by.compartments):
        raise NotVisible
    require_visible_case(by, row.case_id)
    return row, read_sealed(row, row.case)


def read_file_of(case: Case, file_id: UUID, *, by: Actor) -> tuple[StoredFile, bytes]:
    """Return a file of this case, and its bytes. Raises `NotVisible`."""
    row, content = read_stored(file_id, by=by)
    if row.case_id != case.id:
        raise NotVisible
    return row, content


def read_sealed(row: StoredFile, case: Case) -> bytes:
    """Return the bytes of a file of this case.

    Raises `NotVisible` once the case is erased. For whoever was found to be allowed to read it.
    """
    return unseal_bytes(_path(row).read_bytes(), _key(case), str(case.id), str(row.id))


def delete_unrecorded_uploads() -> int:
    """Delete uploads that no record named within a week; return how many.

    Rows and bytes. They were never a statement about the child: no event speaks of them, and none is left.
    """
    return _delete_uploads("select app_forget_uploads()")


def discard_upload(row: StoredFile) -> None:
    """Delete an upload of this person that no record named, row and bytes.

    Nothing if it is on record.
    """
    _delete_uploads("select app_discard_upload(%s)", row.id)


def _delete_uploads(query: str, *values: UUID) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, values)
        names = [name for (name,) in cursor.fetchall()]
        for name in names:  # before the commit, so that an interrupted run finds the rest again
            path_of(name).unlink(missing_ok=True)
    return len(names)


def _key(case: Case) -> bytes:
    if case.sealing_key is None:
        raise NotVisible  # the case was erased, and with it the key of its files
    return bytes(case.sealing_key)


def _path(row: StoredFile) -> Path:
    return path_of(row.stored_as)
