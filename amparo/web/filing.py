"""Putting an upload on a case: the same for the page and for the API."""

from __future__ import annotations

from amparo.core.actor import Actor
from amparo.core.acts import ACTS
from amparo.core.compartments import GENERAL
from amparo.core.inputs import parse_input
from amparo.core.models import Case
from amparo.core.perform import Outcome, perform
from amparo.registry.files import store_file


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
