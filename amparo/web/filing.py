"""Putting an upload on a case: the same for the page and for the API."""

from __future__ import annotations

from collections.abc import Container

from django.http import HttpRequest

from amparo.core.actor import Actor
from amparo.core.acts import ACTS
from amparo.core.compartments import GENERAL
from amparo.core.inputs import parse_input
from amparo.core.models import Case
from amparo.core.perform import Outcome, perform
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.registry.files import ACCEPTED, store_file
from amparo.registry.reencode import MAX_BYTES


def content_of(request: HttpRequest, missing: str, *, most: int = MAX_BYTES, accepted: str = ACCEPTED) -> bytes:
    """The bytes that were sent as `file`. Raises `BadInput`: `missing`, or more than `most` bytes, before they are read."""
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput(FieldError("file", missing))
    if (upload.size or 0) > most:
        words = t("El archivo es demasiado grande. {accepted}", "The file is too large. {accepted}", accepted=accepted)
        raise BadInput(FieldError("file", words))
    content: bytes = upload.read()
    return content


def chosen_file(request: HttpRequest, kinds: Container[str]) -> tuple[bytes, str]:
    """What somebody chose on a page: the bytes of the file, and what it is. Raises `BadInput` with all that is wrong."""
    kind = request.POST.get("kind", "")
    wrong = () if kind in kinds else (FieldError("kind", t("Diga qué es.", "Say what it is.")),)
    try:
        content = content_of(request, t("Elija un archivo o tome una foto.", "Choose a file or take a photo."))
    except BadInput as problem:
        raise BadInput(*problem.errors, *wrong) from problem
    if wrong:
        raise BadInput(*wrong)
    return content, kind


def file_case(case: Case, *, content: bytes, kind: str, about: str, by: Actor) -> Outcome:
    """Keep an upload and put it on record. Raises `BadInput` for a file that is refused, and what `perform` raises."""
    code = "record_photograph" if kind == "photograph" else "record_file"
    stored = store_file(case, content=content, kind=kind, by=by)
    body = {"file": str(stored.id)}
    body |= {"purpose": "identification"} if kind == "photograph" else {"kind": kind}
    if about and kind != "photograph":
        body["about"] = about
    return perform(code, case.id, parse_input(ACTS[code], body), by=by)


def file_report(report: Case, *, content: bytes, kind: str, shows: str, by: Actor) -> Outcome:
    """Keep an upload and put it on a report of a missing child. Raises as `file_case`."""
    stored = store_file(report, content=content, kind=kind, by=by, compartment=GENERAL)
    body = {"file": str(stored.id), "kind": kind} | ({"shows": shows} if shows else {})
    return perform("record_report_file", report.id, parse_input(ACTS["record_report_file"], body), by=by)
