"""Filing an upload on a case or a report, for pages and the API.

Each kind of case has its rules.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from amparo.cases.act import ACTS, parse_input
from amparo.cases.compartments import Compartment
from amparo.cases.file import CaseFile
from amparo.cases.kinds import CHILD
from amparo.cases.perform import Outcome, perform
from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_list
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, Problem
from amparo.ledger.registry import Registry
from amparo.ledger.text import t
from amparo.registry.files import ACCEPTED, discard_upload, store_file
from amparo.registry.models import StoredFile
from amparo.registry.reencode import MAX_BYTES

if TYPE_CHECKING:
    from amparo.cases.models import Case

type Statement = tuple[str, JsonObject]


@dataclass(frozen=True, slots=True)
class FilingRules:
    """The rules for filing on a kind of case.

    `remark` names the member of the request and of the record that describes the file. `act` decides whether a role
    may add files. `statement` gives code and input of the record. `compartment`: where files are kept until then,
    if not by kind.
    """

    kinds: Callable[[], Container[str]]
    remark: str
    remark_label: str
    act: str
    button: str
    statement: Callable[[StoredFile, str], Statement]
    compartment: Compartment | None = None


FILING: Registry[FilingRules] = Registry("rules of filing")


def find_remark(stored: StoredFile, file: CaseFile, rules: FilingRules) -> str:
    """Return what was said of a file when it was put on record; blank for nothing."""
    entry = file.find(stored.entry) if stored.entry else None
    return str(entry.body.get(rules.remark) or "") if entry else ""


def read_upload(request: HttpRequest, missing: str, *, most: int = MAX_BYTES, accepted: str = ACCEPTED) -> bytes:
    """Return the bytes that were sent as `file`.

    Raises `BadInput`: `missing`, or more than `most` bytes, before they are read.
    """
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput(FieldError("file", missing))
    if (upload.size or 0) > most:
        words = t("El archivo es demasiado grande. {accepted}", "The file is too large. {accepted}", accepted=accepted)
        raise BadInput(FieldError("file", words))
    content: bytes = upload.read()
    return content


def record_uploaded_file(
    case: Case, request: HttpRequest, *, by: Actor, finish: Callable[[Outcome], None] | None = None
) -> Outcome:
    """Store the file of a request and put it on record.

    As its `kind` and its remark say. `finish` as in `perform`. Raises `BadInput` with all that is wrong.
    """
    rules = FILING[case.kind]
    kind, remark = request.POST.get("kind", ""), request.POST.get(rules.remark, "").strip()
    wrong = () if kind in rules.kinds() else (FieldError("kind", t("Diga qué es.", "Say what it is.")),)
    try:
        content = read_upload(request, t("Elija un archivo o tome una foto.", "Choose a file or take a photo."))
    except BadInput as problem:
        raise BadInput(*problem.errors, *wrong) from problem
    if wrong:
        raise BadInput(*wrong)
    return record_file_content(case, content=content, kind=kind, remark=remark, by=by, finish=finish)


def record_file_content(
    case: Case,
    *,
    content: bytes,
    kind: str,
    remark: str,
    by: Actor,
    finish: Callable[[Outcome], None] | None = None,
) -> Outcome:
    """Store an upload and put it on record.

    Raises `BadInput` for a file that is refused, and what `perform` raises. Nothing of what is refused stays.
    """
    rules = FILING[case.kind]
    stored = store_file(case, content=content, kind=kind, by=by, compartment=rules.compartment)
    code, body = rules.statement(stored, remark)
    try:
        return perform(code, case.id, parse_input(ACTS[code], body), by=by, finish=finish)
    except Problem:
        discard_upload(stored)
        raise


def _case_file_statement(stored: StoredFile, remark: str) -> Statement:
    about = {"about": remark} if remark else {}
    if stored.kind == "photograph":
        return "record_photograph", {"file": str(stored.id), "purpose": "identification", **about}
    return "record_file", {"file": str(stored.id), "kind": stored.kind, **about}


FILING.add(
    CHILD,
    FilingRules(
        kinds=lambda: code_list("file_kind"),
        remark="about",
        remark_label=t("De qué trata", "What it is about"),
        act="record_file",
        button=t("Añadir al expediente", "Add to the case"),
        statement=_case_file_statement,
    ),
)
