"""The fact on the person's age status."""

from collections.abc import Mapping

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.protection import age_procedures


@provides("age_status")
def compute_age_status(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the age status: adult only once nobody can contest it any more."""
    return {"age_status": age_procedures.age_status(file, query)}
