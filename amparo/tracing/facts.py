"""Facts of the law that tracing provides."""

from collections.abc import Mapping
from typing import Any

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.tracing.contact import contact_safety
from amparo.tracing.family_search import tracing_status
from amparo.tracing.kinship import relationship_verified


@provides("tracing")
def tracing_fact(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Return the status of the family search."""
    return {"tracing": tracing_status(file)}


@provides("relationship_verified", "contact_safe")
def family_check_facts(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Return the latest answers of the relationship check and of the contact risk."""
    return {
        "relationship_verified": relationship_verified(file),
        "contact_safe": contact_safety(file),
    }
