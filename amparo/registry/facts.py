"""Facts of the law that the registry provides.

Who the child is, with whom, whether the case is open.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile, Entry
from amparo.ledger.days import local_day, whole_second
from amparo.registry.age import BIRTH_ACTS, MAX_AGE_YEARS, BirthRange, birth_range, whole_years
from amparo.registry.siblings import sibling_ids


@provides("registered_at")
def registered_at(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Return when the record was opened."""
    opened = file.last("register")
    return {} if opened is None else {"registered_at": whole_second(opened.occurred_at)}


@provides("case_status")
def case_status(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Return `closed` unless the case was never closed or opened again since."""
    last = file.last("close_case", "record_reopening")
    return {"case_status": "closed" if last and last.act == "close_case" else "open"}


@provides("birth_date", "birth_date_precision", "age_estimate_years")
def birth_and_age(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Return the latest answer on age or birth.

    An age that was told is given as it is on the day of the query: the least that it can be.
    """
    entry = file.last_with("age_or_birth", *BIRTH_ACTS)
    if entry is None:
        return {}
    answer = entry["age_or_birth"]
    birth = answer.get("birth_date")
    return {
        "birth_date": date.fromisoformat(birth) if birth else None,
        "birth_date_precision": answer.get("precision"),
        "age_estimate_years": _estimate_at(birth_range(answer, local_day(entry.occurred_at)), local_day(question.at)),
    }


def _estimate_at(birth: BirthRange, on: date) -> int | None:
    if birth.estimate is None or birth.last is None:
        return birth.estimate
    return min(whole_years(birth.last, on), MAX_AGE_YEARS)


@provides("nationalities", "statelessness", "country_origin")
def nationality_and_origin(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Return nationality and origin as last stated."""
    return {
        "nationalities": frozenset(file.latest("nationalities", "record_identity") or ["XXX"]),
        "statelessness": file.latest("statelessness", "record_identity"),
        "country_origin": file.latest("country_origin", "record_identity"),
    }


@provides("siblings_in_case")
def sibling_count(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Return how many siblings are linked on file, from either side; 30 at most."""
    return {"siblings_in_case": min(len(sibling_ids(file)), 30)}


@provides("accompaniment", "companion_link_verified")
def accompaniment(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Return with whom the child travels, as last stated."""
    return {
        "accompaniment": file.latest("with_whom", "register", "record_family"),
        "companion_link_verified": file.latest("companion_link_verified", "record_family"),
    }


@provides("companion_risk")
def companion_risk(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Return the latest answer on harm by a companion."""
    return {"companion_risk": file.latest("companion_risk")}


@provides("interpreter_need")
def interpreter_need(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Return whether an interpreter is needed and available.

    A need without an answer on who interprets is not met.
    """
    needed = file.latest("needs_interpreter", "record_interpreter", default="unknown")
    if needed != "yes":
        return {"interpreter_need": {"no": "none"}.get(needed, "unknown")}
    last = next(
        (e for e in reversed(file.entries) if e.act == "record_interpreter" and _INTERPRETER_FIELDS & e.body.keys()),
        None,
    )
    return {"interpreter_need": "needed_available" if last and _has_interpreter(last) else "needed_missing"}


def _has_interpreter(entry: Entry) -> bool:
    present = entry.get("interpreter_present")
    named = entry.get("interpreter") or entry.get("other_interpreter")
    return present == "yes" or (present != "no" and bool(named))


_INTERPRETER_FIELDS = {"interpreter", "other_interpreter", "interpreter_present"}
