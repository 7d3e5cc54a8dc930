"""What on file is an alarm.

An alert, a breach, or an entry of any other act that says it is one. An act of any app raises an alarm by stating
`alarm`, a code of the list `alert_kind`, in its general part, or `breach` (`cases.breaches`). From then on it counts,
is shown and is closed like every other.
"""

from collections.abc import Iterator
from datetime import datetime

from amparo.cases.breaches import breach_kind
from amparo.cases.file import CaseFile, Entry
from amparo.ledger.codes import label

ABSCONDED = "absconded"
SEARCH_GOES_ON = "search_goes_on"
_CHILD_IS_BACK = (
    "place_in_care", "transfer_custody", "record_handover", "record_reception", "receive_return", "reunify",
    "record_reopening",
)  # fmt: skip


def is_alarm(entry: Entry) -> bool:
    """Return whether this entry raised an alarm."""
    return entry.act == "record_alert" or breach_kind(entry) is not None or bool(entry.get("alarm"))


def alarm_kind(entry: Entry) -> str:
    """Return the code of what the alarm is about; of a breach, what was done."""
    return str(entry.get("alarm") or breach_kind(entry) or entry.get("kind") or "other")


def alarm_label(entry: Entry) -> str:
    """Return what the alarm is about, in the reader's language."""
    is_breach = breach_kind(entry) is not None and not entry.get("alarm")
    return str(label("breach_kind" if is_breach else "alert_kind", alarm_kind(entry)))


def missing_since(file: CaseFile) -> datetime | None:
    """Return since when it is unknown where the child is.

    None once somebody had or reached them. The alarm may be closed and the search go on: only so can a case end whose
    child was never found.
    """
    since: dict[str, datetime] = {}
    for entry in file.entries:
        if is_alarm(entry) and alarm_kind(entry) == ABSCONDED:
            since[str(entry.id)] = entry.occurred_at
        elif entry.act == "record_alert_closed" and entry["resolution"] != SEARCH_GOES_ON:
            since.pop(entry["entry"], None)
        elif entry.act in _CHILD_IS_BACK or (entry.act == "record_contact_attempt" and entry["reached"]):
            since.clear()
    return min(since.values(), default=None)


def list_open_alarms(file: CaseFile) -> Iterator[Entry]:
    """Return alarms that nobody has closed, oldest first."""
    closed = {entry["entry"] for entry in file.all("record_alert_closed")}
    return (entry for entry in file.entries if is_alarm(entry) and str(entry.id) not in closed)


def list_open_breaches(file: CaseFile) -> list[Entry]:
    """Return the breaches that nobody has closed, oldest first."""
    return [entry for entry in list_open_alarms(file) if breach_kind(entry) is not None]
