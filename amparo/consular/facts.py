"""Facts on consular notification and on the documents with which a child may travel."""

from collections.abc import Mapping
from typing import Any

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.consular import travel_documents
from amparo.ledger.days import whole_second


@provides("consular", "consular_notified_at")
def consular(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """The latest step; nothing is due until somebody says so, for nobody is to be notified by default."""
    state = None
    for entry in file.all("notify_consulate", "record_consular_step"):
        state = "notified" if entry.act == "notify_consulate" else entry.get("consular", state)
    notified = file.last("notify_consulate")
    return {"consular": state, "consular_notified_at": whole_second(notified.occurred_at) if notified else None}


@provides("travel_document")
def travel_document(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """The best document that is valid at the instant asked about."""
    return {"travel_document": travel_documents.state(file, question.at)}
