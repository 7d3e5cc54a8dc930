"""Reads of the search for the family, from a file as its reader may see it. No queries."""

from dataclasses import dataclass
from typing import Any

from amparo.core.facts import Question
from amparo.core.file import CaseFile, Entry
from amparo.tracing.facts import tracing

_STEPS = ("open_tracing", "contact_family", "record_tracing_step", "record_relationship_check", "record_contact_risk")


@dataclass(frozen=True, slots=True)
class Search:
    """Where the search stands, who is sought, and every step, oldest first."""

    state: str
    sought: tuple[dict[str, Any], ...]
    steps: tuple[Entry, ...]


def search(file: CaseFile, question: Question) -> Search:
    """The search for the family of one child."""
    state = tracing(file, question)["tracing"] or "not_opened"
    return Search(state, tuple(file.latest("sought", "open_tracing", default=[])), tuple(file.all(*_STEPS)))
