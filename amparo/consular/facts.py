"""Facts on consular notification."""

from collections.abc import Mapping
from typing import Any

from amparo.core.facts import Question, provides, whole_second
from amparo.core.file import CaseFile


@provides("consular", "consular_notified_at")
def consular(file: CaseFile, question: Question) -> Mapping[str, Any]:
    """The latest step; nothing is due until somebody says so, for nobody is to be notified by default."""
    state = None
    for entry in file.all("notify_consulate", "record_consular_step"):
        state = "notified" if entry.act == "notify_consulate" else entry.get("consular", state)
    notified = file.last("notify_consulate")
    return {"consular": state, "consular_notified_at": whole_second(notified.occurred_at) if notified else None}
