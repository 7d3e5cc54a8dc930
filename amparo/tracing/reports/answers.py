"""The current answers of a report.

Later statements win, earlier ones stay in its history. No queries.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from amparo.cases.file import CaseFile
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.registry.age import BirthRange, birth_range
from amparo.registry.projection import stated_names

STATING_ACTS = ("report_missing", "record_report_news")
_STATE_AFTER = {
    "report_missing": "open",
    "reopen_report": "open",
    "withdraw_report": "withdrawn",
    "close_report": "closed",
}


def report_state(file: CaseFile) -> str:
    """Return `open`, `withdrawn` or `closed`."""
    return _STATE_AFTER[entry.act] if (entry := file.last(*_STATE_AFTER)) else "open"


def search_started_at(file: CaseFile) -> datetime | None:
    """Return when this search began: when it was reported, or opened again."""
    entry = file.last("report_missing", "reopen_report")
    return entry.recorded_at if entry else None


def report_ending(file: CaseFile) -> tuple[datetime | None, str]:
    """Return when a report ended and its outcome; (None, "") while it is open."""
    entry = file.last(*_STATE_AFTER)
    if entry is None or _STATE_AFTER[entry.act] == "open":
        return None, ""
    return entry.recorded_at, entry.get("outcome", "")


def sought_names(file: CaseFile) -> dict[str, str]:
    """Return every part of the child's name, each as last stated."""
    parts: JsonObject = {}
    for answer in stated_names(file, *STATING_ACTS):
        parts.update(answer)
    return {part: value for part, value in parts.items() if isinstance(value, str) and value}


def sought_birth(file: CaseFile) -> BirthRange:
    """Return the range of birth, as last stated."""
    entry = file.last_with("age_or_birth", *STATING_ACTS)
    return birth_range(entry["age_or_birth"], local_day(entry.occurred_at)) if entry else BirthRange()


def latest_answer(file: CaseFile, name: str, default: Any = None) -> Any:
    """Return the latest answer to a question about child, news, searcher or urgency."""
    return file.latest(name, *STATING_ACTS, default=default)


def search_urgency(file: CaseFile) -> str:
    """Return the code of urgency, as last stated."""
    return str(latest_answer(file, "urgency", "normal"))


def last_news_on(file: CaseFile) -> date | None:
    """Return the day of the last news of the child."""
    day = latest_answer(file, "last_news_on")
    return date.fromisoformat(day) if day else None


def current_consents(file: CaseFile) -> frozenset[str]:
    """Return the consents of the searcher: given and not withdrawn since."""
    consents: set[str] = set()
    for entry in file.all(*STATING_ACTS):
        consents |= set(entry.get("consents", []))
        consents -= set(entry.get("consents_withdrawn", []))
    return frozenset(consents)


def unwithdrawn_bulletins(file: CaseFile) -> frozenset[str]:
    """Return the bulletins that neither an act nor lost consent withdrew.

    One that has expired is among them.
    """
    shows_photograph: dict[str, bool] = {}
    for entry in file.all(
        "issue_bulletin", "withdraw_bulletin", "record_report_news", "close_report", "withdraw_report"
    ):
        withdrawn = set(entry.get("consents_withdrawn", []))
        if entry.act == "issue_bulletin":
            shows_photograph[entry["bulletin"]] = "photograph" in entry["parts"]
        elif entry.act == "withdraw_bulletin":
            shows_photograph.pop(entry["bulletin"], None)
        elif entry.act != "record_report_news" or withdrawn & {"bulletin", "search"}:
            shows_photograph.clear()
        elif "photograph" in withdrawn:
            shows_photograph = {bulletin: shows for bulletin, shows in shows_photograph.items() if not shows}
    return frozenset(shows_photograph)
