"""Reads of the family search, from a file as its reader may see it. No queries."""

from dataclasses import dataclass

from amparo.cases.file import CaseFile, Entry
from amparo.ledger.json import JsonObject
from amparo.tracing.contact import ContactSession, FamilyMessage, contact_sessions, family_messages, is_contact_paused
from amparo.tracing.family_search import tracing_status
from amparo.tracing.kinship import GeneticTest, genetic_tests, relationship_verified

_STEP_ACTS = (
    "open_tracing", "contact_family", "record_tracing_step", "record_mirror_questions", "record_relationship_check",
    "record_genetic_test", "record_contact_risk", "record_contact_session", "record_family_message",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FamilySearch:
    """The status, relatives sought, verification, contacts, and steps, oldest first."""

    state: str
    sought: tuple[JsonObject, ...]
    verified: str
    mirrors: tuple[Entry, ...]
    check: Entry | None
    tests: tuple[GeneticTest, ...]
    risk: Entry | None
    contact: Entry | None
    sessions: tuple[ContactSession, ...]
    messages: tuple[FamilyMessage, ...]
    is_paused: bool
    steps: tuple[Entry, ...]


def family_search(file: CaseFile) -> FamilySearch:
    """Return the search for the family of one child."""
    return FamilySearch(
        state=tracing_status(file) or "not_opened",
        sought=tuple(file.latest("sought", "open_tracing", default=[])),
        verified=relationship_verified(file) or "unknown",
        mirrors=tuple(file.all("record_mirror_questions")),
        check=file.last("record_relationship_check"),
        tests=tuple(genetic_tests(file)),
        risk=file.last("record_contact_risk"),
        contact=file.last("contact_family"),
        sessions=tuple(contact_sessions(file)),
        messages=tuple(family_messages(file)),
        is_paused=is_contact_paused(file),
        steps=tuple(file.all(*_STEP_ACTS)),
    )
