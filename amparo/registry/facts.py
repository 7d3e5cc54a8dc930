"""Facts that come from the registry: who the child is, with whom, and who has them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from amparo.core.facts import Question, provides, whole_second
from amparo.core.file import CaseFile


@provides("registered_at")
def registration(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """When the record was opened."""
    opened = file.last("register")
    return {} if opened is None else {"registered_at": whole_second(opened.occurred_at)}


@provides("birth_date", "birth_date_precision", "age_estimate_years")
def age(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """The latest answer on age or birth; an age is the age at the time when it was told, and is not aged further."""
    answer = file.latest("age_or_birth", default={})
    birth = answer.get("birth_date")
    return {
        "birth_date": date.fromisoformat(birth) if birth else None,
        "birth_date_precision": answer.get("precision"),
        "age_estimate_years": answer.get("age_years"),
    }


@provides("nationalities", "statelessness", "country_origin")
def nationality(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """Nationality and origin as last stated."""
    return {
        "nationalities": frozenset(file.latest("nationalities") or ["XXX"]),
        "statelessness": file.latest("statelessness", "record_identity"),
        "country_origin": file.latest("country_origin", "record_identity"),
    }


@provides("siblings_in_case")
def siblings(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """Brothers and sisters linked on file, from either side."""
    linked = {case for entry in file.all("register") for case in entry.get("siblings", [])}
    linked |= {entry["case"] for entry in file.all("record_link") if entry["kind"] == "sibling"}
    return {"siblings_in_case": min(len(linked), 30)}
