"""The child's age as the law computes it from the registry's facts."""

from datetime import datetime

from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.law import Facts, Request
from amparo.law.predicates import age_years
from amparo.ledger.days import local_time

_AGE_FACTS = ("birth_date", "birth_date_precision", "age_estimate_years")


def age_at(file: CaseFile, at: datetime) -> int | None:
    """Return the child's age in years, with the benefit of the doubt; None if unknown."""
    query = FactQuery(at)
    facts = Facts(**{name: compute_fact(name, file, query) for name in _AGE_FACTS})
    return age_years(Request(id="age", action="screen", as_of=local_time(at), country=file.country, facts=facts))
