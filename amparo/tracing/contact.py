"""What a case's file says of contact between a child and the family: what stands in its way, meetings, messages."""

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
from amparo.ledger.text import t

READABLE_BY_WRITERS = frozenset({GENERAL, PROTECTION})
"""What everybody reads who may write of contact: a reason that rests on more is not named to them."""
NOT_CONTACTED = t("Antes va «Contactar a la familia en origen», que la norma juzga.",
                  "First comes “Contact the family in origin”, which the law judges.")  # fmt: skip
PAUSED = t("El último contacto se detuvo: hable con la niña, niño o adolescente y anote otra vez el riesgo del contacto.",
           "The last contact was stopped: talk with the child, then record the risk of contact again.")  # fmt: skip


def contact_safety(file: CaseFile) -> str | None:
    """Return the latest answer on the risk of contact: `yes` (safe), `no`, `unknown`, or None without an assessment."""
    answer: str | None = file.latest("contact_safe", "record_contact_risk")
    return answer


def broken_contact_rules(file: CaseFile, at: datetime) -> tuple[Finding, ...]:
    """The rules of contact with the family that what is on file breaks at this instant, whoever asks. No queries."""
    facts = compute_facts(file, FactQuery(at, CONTACT_FAMILY))
    request = Request(id=CONTACT_FAMILY, action=CONTACT_FAMILY, as_of=local_time(at), country=file.country, facts=facts)
    blocks = decide_by_its_day(request).blocks
    return tuple(block for block in blocks if not RULES[block.rule].reads.params)


def contact_obstacles(whole: CaseFile, at: datetime) -> str:
    """Why there may be no contact at this instant, in words for those who write of it; nothing where there may be.

    A contact that the law allowed once is not allowed for ever: the same rules are asked again.
    """
    then = whole.until(at)
    if then.last(CONTACT_FAMILY) is None:
        return str(NOT_CONTACTED)
    against = broken_contact_rules(then, at)
    named = [
        str(explain_finding(one)["message"]) for one in against if compartments_read_by(one.rule) <= READABLE_BY_WRITERS
    ]
    hidden = [str(RESTRICTED_WORDS)] if len(named) < len(against) else []
    return " · ".join([*dict.fromkeys(named), *hidden])


def _entries_by_seq(file: CaseFile, act: str) -> list[Entry]:
    """In the order in which they were written, for one may name an earlier one and lie further back."""
    return sorted(file.all(act), key=lambda entry: entry.seq)


@dataclass(frozen=True, slots=True)
class ContactSession:
    """One supervised contact: as it was planned, and as it was held or not."""

    planned: Entry | None
    outcome: Entry | None

    @property
    def last(self) -> Entry:
        """What was written of it last. Raises `ValueError` for a session of which nothing was written."""
        found = self.outcome or self.planned
        if found is None:
            raise ValueError("a session of nothing")
        return found

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return self.outcome is not None and self.outcome.get("state") == "held"


def contact_sessions(file: CaseFile) -> list[ContactSession]:
    """Every contact, in the order in which it was first written of."""
    found: dict[str, ContactSession] = {}
    for entry in _entries_by_seq(file, "record_contact_session"):
        if entry.get("state") == "planned":
            found.pop(str(entry.get("entry")), None)  # planned anew
            found[str(entry.id)] = ContactSession(entry, None)
        elif "state" in entry.body:
            earlier = found.get(str(entry.get("entry")))
            key, planned = (str(entry["entry"]), earlier.planned) if earlier else (str(entry.id), None)
            found[key] = ContactSession(planned, entry)
    return list(found.values())


def open_planned_sessions(file: CaseFile) -> list[Entry]:
    """The planned contacts of which nobody said yet how they went, oldest first."""
    return [one.planned for one in contact_sessions(file) if one.planned and not one.outcome]


def is_contact_paused(file: CaseFile) -> bool:
    """Whether a contact was stopped, or should not go on, and nobody weighed the risk anew since it was written."""
    stops = [entry.seq for entry in file.all("record_contact_session") if stops_contact(entry.body)]
    weighed = [entry.seq for entry in file.all("record_contact_risk")]
    return max(stops, default=0) > max(weighed, default=0)


def stops_contact(said: dict[str, Any]) -> bool:
    """Whether a contact ended so that the next one needs thought first."""
    return bool(said.get("child_stopped")) or said.get("go_on") == "no"


@dataclass(frozen=True, slots=True)
class FamilyMessage:
    """A message between child and family: as it came, and what was decided and done with it since."""

    steps: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """As it was first written down."""
        return self.steps[0]

    def latest_answer(self, name: str) -> Any:
        """The latest answer of any of its steps."""
        return next((entry[name] for entry in reversed(self.steps) if name in entry.body), None)

    @property
    def state(self) -> str:
        """`held`, `to_deliver` or `delivered`."""
        if self.latest_answer("decision") == "hold":
            return "held"
        return "delivered" if self.latest_answer("delivered_at") else "to_deliver"


def family_messages(file: CaseFile) -> list[FamilyMessage]:
    """Every message, in the order in which it was first written down."""
    found: dict[str, FamilyMessage] = {}
    root: dict[str, str] = {}
    for entry in _entries_by_seq(file, "record_family_message"):
        key = root.get(str(entry.get("entry")), str(entry.id))
        root[str(entry.id)] = key
        found[key] = FamilyMessage((*(found[key].steps if key in found else ()), entry))
    return list(found.values())


def find_message(file: CaseFile, entry_id: object) -> FamilyMessage | None:
    """The message that this entry began or carried on."""
    return next(
        (one for one in family_messages(file) if any(str(step.id) == str(entry_id) for step in one.steps)), None
    )
