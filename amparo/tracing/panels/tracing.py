"""The search before its entries: who is sought, who claims to be family and what speaks for it, the home, contact, messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from amparo.accounts.selectors import person_names
from amparo.cases.access import sees_whole_case
from amparo.cases.act import ACTS
from amparo.cases.answers import answer_rows
from amparo.cases.compartments import PROTECTION
from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile, Entry
from amparo.cases.links import act_href_if_allowed
from amparo.cases.obstacles import obstacles_if_stated
from amparo.cases.panels import panel_of
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.tracing.contact import Message, Session
from amparo.tracing.kinship import GeneticTest, mirrored_with
from amparo.tracing.panels.matches import alike
from amparo.tracing.selectors.family import Search, search
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case

type Row = dict[str, Any]
_HOME = "record_home_assessment"
_HOME_TONES = {"positive": "done", "conditional": "time", "negative": "danger"}
_VERIFIED = {
    "yes": (t("Verificado", "Verified"), "done"),
    "no": (t("No es su familia", "Not their family"), "danger"),
    "unknown": (t("Sin verificar", "Not verified"), "neutral"),
}
_SHAPES = {"yes": "same", "partly": "soon", "no": "different", "not_asked": "missing"}
_MESSAGE_STATES = {
    "held": (t("retenido", "held"), "danger"),
    "to_deliver": (t("por entregar", "to be delivered"), "time"),
    "delivered": (t("entregado", "delivered"), "done"),
}
_STOPPED = t("Lo detuvo", "Stopped it")


@panel_of("family-search")
def tracing(case: Case, file: CaseFile, by: Actor) -> dict[str, Any] | None:
    """Each part with its next act one step away; who and what only for those who may read it."""
    if not sees_whole_case(by, case.id):
        return None
    found = search(file, FactQuery(clock.now()))
    home = file.last(_HOME)
    people = person_names({entry.by for entry in (*found.steps, *([home] if home else []))})
    telling = Telling(case, by, people)
    verified, tone = _VERIFIED[found.verified]
    obstacles = obstacles_if_stated("contact_family", case, by, confirmations=["supervised_contact"])[0]
    shown = {
        "template": "tracing/panel.html",
        "hidden": PROTECTION not in by.compartments,
        "state": label("tracing_status", found.state),
        "is_open": found.state != "not_opened",
        "verified": {"words": verified, "tone": tone},
        "obstacles": obstacles,
        "next": telling.next_of(found, may_contact=obstacles["state"] != "blocked"),
        "hrefs": {code: act_href_if_allowed(code, case.id, by) for code in _ACTS},
    }
    return shown if shown["hidden"] else shown | {
        "sought": _sought(found),
        "alike": alike(case, file, by),
        "check": telling.check(found),
        "mirrors": [telling.mirrored(entry, file) for entry in found.mirrors],
        "tests": [telling.genetic(test) for test in found.tests],
        "home": telling.home(home) if home else None,
        "is_paused": found.is_paused,
        "sessions": _table(telling.session(one) for one in found.sessions),
        "messages": [telling.message(one) for one in found.messages],
    }  # fmt: skip


_ACTS = (
    "open_tracing", "record_tracing_step", "record_mirror_questions", "record_relationship_check", "record_genetic_test",
    _HOME, "record_contact_risk", "contact_family", "record_contact_session", "record_family_message",
)  # fmt: skip


def _next(found: Search, *, may_contact: bool) -> str:
    """The act that brings the search on, if there is one; in records alone, nobody is contacted."""
    if found.state in {"not_opened", "silent_record_only"}:
        return "open_tracing" if found.state == "not_opened" else "record_tracing_step"
    if found.verified != "yes":
        return "record_relationship_check" if found.mirrors else "record_mirror_questions"
    if found.is_paused or not found.risk:
        return "record_contact_risk"
    if not may_contact:
        return ""
    ahead = {"contact_family": found.contact, "record_contact_session": found.sessions}
    return next((code for code, done in ahead.items() if not done), "record_family_message")


def _sought(found: Search) -> dict[str, Any] | None:
    columns = (t("Nombre", "Name"), t("Qué es de la niña, niño o adolescente", "Relation to the child"), t("País", "Country"),
               t("Último lugar y señas", "Last place, and marks"))  # fmt: skip
    rows = [
        [one["name"], _code("relationship_type", one.get("relation")), _code("nationality", one.get("country")),
         one.get("last_known", "")]
        for one in found.sought
    ]  # fmt: skip
    return {"columns": [{"label": words} for words in columns], "rows": rows} if rows else None


def _table(rows: Iterable[list[Any]]) -> dict[str, Any]:
    columns = (t("Cuándo", "When"), t("Con quién", "With whom"), t("Cómo", "How"), t("Quién acompañó", "Who accompanied"),
               t("Cómo se sintió", "How the child felt"), t("¿Se sigue?", "Go on?"), t("Anotó", "Written by"))  # fmt: skip
    return {"columns": [{"label": words} for words in columns], "rows": list(rows)}


def _code(list_name: str, code: str | None) -> str:
    return str(label(list_name, code)) if code else ""


class Telling:
    """How the entries of one search are told to one reader, each with who wrote it and when."""

    def __init__(self, case: Case, by: Actor, people: dict[UUID, str]) -> None:
        self.case, self.by, self.people, self.now = case, by, people, clock.now()

    def written(self, entry: Entry) -> dict[str, str]:
        """Who wrote an entry, and when."""
        return {
            "who": self.people.get(entry.by, ""),
            "at_text": present.format_relative(entry.occurred_at, self.now, self.by),
            "exact": present.format_exact(entry.occurred_at, self.by),
        }

    def next_of(self, found: Search, *, may_contact: bool) -> dict[str, str] | None:
        """The act that brings the search on, if it is for this reader to do and to know."""
        is_known = PROTECTION in self.by.compartments or found.state == "not_opened"
        code = _next(found, may_contact=may_contact) if is_known else ""
        href = act_href_if_allowed(code, self.case.id, self.by) if code else ""
        return {"href": href, "title": ACTS[code].title} if href else None

    def check(self, found: Search) -> dict[str, Any] | None:
        """The last verification: with whom, how, and what was said of it."""
        if found.check is None:
            return None
        how = ", ".join(str(label("relationship_method", one)) for one in found.check.get("method", ()))
        parts = (found.check.get("relative"), _code("relationship_type", found.check.get("relation")), how)
        text = found.check.get("text", "")
        return self.written(found.check) | {"words": " · ".join(filter(None, parts)), "text": text}

    def mirrored(self, entry: Entry, file: CaseFile) -> dict[str, Any]:
        """One set of mirrored questions, a row for each, and how many of all that this person was asked agree."""
        asked = mirrored_with(file, entry["claimant"])
        return self.written(entry) | {
            "claimant": entry["claimant"],
            "relation": _code("relationship_type", entry["relation"]),
            "identified_by": entry["identified_by"],
            "asked_by": entry["asked_by"],
            "in_private": entry["in_private"],
            "count": t("coinciden {said}", "{said} agree", said=str(asked)) if asked.asked else "",
            "rows": [_mirror_row(row) for row in entry["mirrored"]],
        }

    def genetic(self, test: GeneticTest) -> dict[str, Any]:
        """A genetic test: its state, and each step with who took it."""
        result = _code("genetic_result", test.said("genetic_result"))
        return {
            "relative": test.said("relative"),
            "doubt": test.said("doubt"),
            "result": result,
            "tone": "done" if test.state in {"destroyed", "not_done"} else "time",
            "state": label("genetic_test_step", test.state),
            "steps": [self.written(step) | {"step": label("genetic_test_step", step["step"])} for step in test.steps],
        }

    def home(self, entry: Entry) -> dict[str, Any]:
        """The home and who would care, as last assessed."""
        result = entry["home_assessment"]
        rows = [row for row in answer_rows(ACTS[_HOME], entry.body, self.by) if row["name"] != "home_assessment"]
        return self.written(entry) | {
            "result": label("home_assessment", result),
            "tone": _HOME_TONES.get(result, "neutral"),
            "rows": rows,
        }

    def session(self, one: Session) -> list[Any]:
        """A row of the table of contacts."""
        entry = one.last
        state = str(label("contact_session_state", entry["state"]))
        supervised = entry.get("supervised_by") or (one.planned.get("supervised_by", "") if one.planned else "")
        felt = [_code("wellbeing", entry.get("felt_after")), str(_STOPPED) if entry.get("child_stopped") else ""]
        how = [_code("followup_mode", entry.get("how")), f"{entry['minutes']} min" if entry.get("minutes") else ""]
        return [
            " · ".join(self._when(entry, state)),
            entry["with_whom"],
            " · ".join(filter(None, how)),
            supervised,
            " · ".join(filter(None, felt)),
            _code("yes_no_unknown", entry.get("go_on")),
            self.people.get(entry.by, ""),
        ]

    def _at(self, instant: str) -> str:
        return present.format_relative(datetime.fromisoformat(instant), self.now, self.by)

    def _when(self, entry: Entry, state: str) -> Iterator[str]:
        is_planned = entry["state"] == "planned"
        yield self._at(entry["planned_for"]) if is_planned else self.written(entry)["at_text"]
        yield state

    def message(self, one: Message) -> dict[str, Any]:
        """One turn of the conversation: what it says, and what was decided and done with it."""
        words, tone = _MESSAGE_STATES[one.state]
        is_child = one.first["direction"] == "from_child"
        delivered = one.said("delivered_at")
        return self.written(one.first) | {
            "is_child": is_child,
            "from": t("La niña, niño o adolescente", "The child") if is_child else one.first["with_whom"],
            "to": one.first["with_whom"] if is_child else t("la niña, niño o adolescente", "the child"),
            "text": one.first.get("text", ""),
            "has_file": bool(one.first.get("file")),
            "state": words,
            "tone": tone,
            "read_by": one.said("read_by"),
            "hold_reason": one.said("hold_reason") if one.state == "held" else "",
            "delivered": " · ".join([self._at(delivered), one.said("delivered_how")]) if delivered else "",
        }


def _mirror_row(row: dict[str, Any]) -> Row:
    topic = str(label("mirror_topic", row["topic"])) if row["topic"] != "other" else ""
    return {
        "label": row.get("question") or topic,
        "left": row.get("child_answer", ""),
        "right": row.get("claimant_answer", ""),
        "state": _SHAPES[row["agreement"]],
        "word": label("mirror_agreement", row["agreement"]),
        "note": "",
    }
