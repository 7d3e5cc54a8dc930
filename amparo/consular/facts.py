"""Facts on consular notification and on documents for the journey."""

from collections.abc import Mapping

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.consular.travel_documents import travel_document_state
from amparo.ledger.days import whole_second


@provides("consular", "consular_notified_at")
def compute_consular_state(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the latest consular step; none is due until somebody states so."""
    state = None
    for entry in file.all("notify_consulate", "record_consular_step"):
        state = "notified" if entry.act == "notify_consulate" else entry.get("consular", state)
    notice = file.last("notify_consulate")
    return {"consular": state, "consular_notified_at": whole_second(notice.occurred_at) if notice else None}


@provides("travel_document")
def compute_travel_document(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the state of the best travel document at the instant of the query."""
    return {"travel_document": travel_document_state(file, query.at)}
