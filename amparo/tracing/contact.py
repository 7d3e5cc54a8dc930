"""Contact between a child and the family, as the child's file states it.

Obstacles, sessions, messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amparo.cases.compartments import GENERAL, PROTECTION
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile, Entry
from amparo.cases.visibility import RESTRICTED_WORDS, compartments_read_by, explain_finding
from amparo.law import RULES, Finding, Request, decide_by_its_day
from amparo.law.actions import CONTACT_FAMILY
from amparo.ledger.days import local_time
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t

READABLE_BY_WRITERS = frozenset({GENERAL, PROTECTION})
"""Compartments that everybody reads who records contact; reasons from other compartments are not named to them."""
NOT_CONTACTED = t("Antes va «Contactar a la familia en origen», que la norma juzga.",
                  "First comes “Contact the family in origin”, which the law judges.")  # fmt: skip
PAUSED = t(
    "El último contacto se detuvo: hable con la niña, niño o adolescente y anote otra vez el riesgo del contacto.",
    "The last contact was stopped: talk with the child, then record the risk of contact again.",
)


def contact_safety(file: CaseFile) -> str | None:
    """Return the latest answer on the risk of contact, None without an assessment.

    `yes` (safe), `no` or `unknown`.
    """
    answer: str | None = file.latest("contact_safe", "record_contact_risk")
    return answer


def broken_contact_rules(file: CaseFile, at: datetime) -> tuple[Finding, ...]:
    """Return the rules on family contact that the file breaks at an instant.

    Without the rules that read parameters, since nobody asks in particular. No query.
    """
    facts = compute_facts(file, FactQuery(at, CONTACT_FAMILY))
    request = Request(id=CONTACT_FAMILY, action=CONTACT_FAMILY, as_of=local_time(at), country=file.country, facts=facts)
    blocks = decide_by_its_day(request).blocks
    return tuple(block for block in blocks if not RULES[block.rule].reads.params)


def contact_obstacles(whole: CaseFile, at: datetime) -> str:
    """Return why there may be no contact at an instant; blank if there may be.

    Contact that the law allowed once is not allowed for ever: the same rules are asked again. A reason that the
    writer may not know is replaced by a general sentence.
    """
    file = whole.until(at)
    if file.last(CONTACT_FAMILY) is None:
        return str(NOT_CONTACTED)
    findings = broken_contact_rules(file, at)
    words = [
        str(explain_finding(finding)["message"])
        for finding in findings
        if compartments_read_by(finding.rule) <= READABLE_BY_WRITERS
    ]
    hidden = [str(RESTRICTED_WORDS)] if len(words) < len(findings) else []
    return " · ".join([*dict.fromkeys(words), *hidden])


def _entries_by_seq(file: CaseFile, act: str) -> list[Entry]:
    """Return the entries in the order of writing.

    One may name an earlier one and be dated before it.
    """
    return sorted(file.all(act), key=lambda entry: entry.seq)


@dataclass(frozen=True, slots=True)
class ContactSession:
    """One supervised contact: its plan and its outcome, as far as recorded."""

    planned: Entry | None
    outcome: Entry | None

    @property
    def last(self) -> Entry:
        """Return the latest entry on it.

        Raises `ValueError` for a session without entries.
        """
        found = self.outcome or self.planned
        if found is None:
            raise ValueError("a session of nothing")
        return found

    @property
    def is_held(self) -> bool:
        """Return whether it took place."""
        return self.outcome is not None and self.outcome.get("state") == "held"


def contact_sessions(file: CaseFile) -> list[ContactSession]:
    """Return every session, in the order of its first entry."""
    found: dict[str, ContactSession] = {}
    for entry in _entries_by_seq(file, "record_contact_session"):
        if entry.get("state") == "planned":
            found.pop(str(entry.get("entry")), None)  # replaced by a new plan
            found[str(entry.id)] = ContactSession(entry, None)
        elif "state" in entry.body:
            earlier = found.get(str(entry.get("entry")))
            key, planned = (str(entry["entry"]), earlier.planned) if earlier else (str(entry.id), None)
            found[key] = ContactSession(planned, entry)
    return list(found.values())


def open_planned_sessions(file: CaseFile) -> list[Entry]:
    """Return the plans of sessions without an outcome, oldest first."""
    return [session.planned for session in contact_sessions(file) if session.planned and not session.outcome]


def is_contact_paused(file: CaseFile) -> bool:
    """Return whether a session was stopped and the risk not assessed again since."""
    stops = [entry.seq for entry in file.all("record_contact_session") if stops_contact(entry.body)]
    weighed = [entry.seq for entry in file.all("record_contact_risk")]
    return max(stops, default=0) > max(weighed, default=0)


def stops_contact(outcome: JsonObject) -> bool:
    """Return whether the outcome of a session requires a new assessment of risk."""
    return bool(outcome.get("child_stopped")) or outcome.get("go_on") == "no"


@dataclass(frozen=True, slots=True)
class FamilyMessage:
    """A message between child and family: its entries, oldest first."""

    steps: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """Return the entry that recorded the message."""
        return self.steps[0]

    def latest_answer(self, name: str) -> Any:
        """Return the latest answer to a question in any of its entries; None without one."""
        return next((entry[name] for entry in reversed(self.steps) if name in entry.body), None)

    @property
    def state(self) -> str:
        """Return `held`, `to_deliver` or `delivered`."""
        if self.latest_answer("decision") == "hold":
            return "held"
        return "delivered" if self.latest_answer("delivered_at") else "to_deliver"


def family_messages(file: CaseFile) -> list[FamilyMessage]:
    """Return every message, in the order in which it was recorded."""
    found: dict[str, FamilyMessage] = {}
    root: dict[str, str] = {}
    for entry in _entries_by_seq(file, "record_family_message"):
        key = root.get(str(entry.get("entry")), str(entry.id))
        root[str(entry.id)] = key
        found[key] = FamilyMessage((*(found[key].steps if key in found else ()), entry))
    return list(found.values())


def find_message(file: CaseFile, entry_id: object) -> FamilyMessage | None:
    """Return the message to which an entry belongs; None if it belongs to none."""
    return next(
        (message for message in family_messages(file) if any(str(step.id) == str(entry_id) for step in message.steps)),
        None,
    )
