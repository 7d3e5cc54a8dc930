"""How old the child is, for what is asked by age. The law's own reckoning, on the registry's facts."""

from datetime import datetime

from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.law import Facts, Request
from amparo.law.predicates import age_years
from amparo.ledger.days import local_time

_OF_AGE = ("birth_date", "birth_date_precision", "age_estimate_years")


def age_at(file: CaseFile, at: datetime) -> int | None:
    """Whole years at an instant, with the benefit of the doubt; None when nobody knows."""
    question = FactQuery(at)
    facts = Facts(**{name: compute_fact(name, file, question) for name in _OF_AGE})
    return age_years(Request(id="age", action="screen", as_of=local_time(at), country=file.country, facts=facts))
