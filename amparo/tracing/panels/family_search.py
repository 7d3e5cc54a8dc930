"""The panel of the family search.

Relatives sought, kinship, home, contact, messages.
"""

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
from amparo.cases.file import CaseFile, Entry
from amparo.cases.links import act_href_if_allowed
from amparo.cases.obstacles import obstacles_if_stated
from amparo.cases.panels import register_panel
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.tracing.contact import ContactSession, FamilyMessage
from amparo.tracing.kinship import GeneticTest, count_mirror_answers
from amparo.tracing.panels.matches import report_match_rows
from amparo.tracing.selectors.family_search import FamilySearch, family_search
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case

type Row = JsonObject
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


@register_panel("family-search")
def family_search_panel(case: Case, file: CaseFile, by: Actor) -> JsonObject | None:
    """Return each part of the search with its next act.

    Persons and content only for those who may read them.
    """
    if not sees_whole_case(by, case.id):
        return None
    search = family_search(file)
    home = file.last(_HOME)
    people = person_names({entry.by for entry in (*search.steps, *([home] if home else []))})
    presenter = EntryPresenter(case, by, people)
    verified, tone = _VERIFIED[search.verified]
    obstacles = obstacles_if_stated("contact_family", case, by, confirmations=["supervised_contact"])[0]
    shown = {
        "template": "tracing/panel.html",
        "hidden": PROTECTION not in by.compartments,
        "state": label("tracing_status", search.state),
        "is_open": search.state != "not_opened",
        "verified": {"words": verified, "tone": tone},
        "obstacles": obstacles,
        "next": presenter.next_act(search, may_contact=obstacles["state"] != "blocked"),
        "hrefs": {code: act_href_if_allowed(code, case.id, by) for code in _ACTS},
    }
    return shown if shown["hidden"] else shown | {
        "sought": _sought_table(search),
        "alike": report_match_rows(case, file, by),
        "check": presenter.check(search),
        "mirrors": [presenter.mirror_questions(entry, file) for entry in search.mirrors],
        "tests": [presenter.genetic_test(test) for test in search.tests],
        "home": presenter.home(home) if home else None,
        "is_paused": search.is_paused,
        "sessions": _table(presenter.session(session) for session in search.sessions),
        "messages": [presenter.message(message) for message in search.messages],
    }  # fmt: skip


_ACTS = (
    "open_tracing", "record_tracing_step", "record_mirror_questions", "record_relationship_check",
    "record_genetic_test",
    _HOME, "record_contact_risk", "contact_family", "record_contact_session", "record_family_message",
)  # fmt: skip


def _next_act(search: FamilySearch, *, may_contact: bool) -> str:
    """Return the code of the act that comes next, blank if none may.

    A search in records alone contacts nobody.
    """
    if search.state in {"not_opened", "silent_record_only"}:
        return "open_tracing" if search.state == "not_opened" else "record_tracing_step"
    if search.verified != "yes":
        return "record_relationship_check" if search.mirrors else "record_mirror_questions"
    if search.is_paused or not search.risk:
        return "record_contact_risk"
    if not may_contact:
        return ""
    ahead = {"contact_family": search.contact, "record_contact_session": search.sessions}
    return next((code for code, done in ahead.items() if not done), "record_family_message")


def _sought_table(search: FamilySearch) -> JsonObject | None:
    columns = (t("Nombre", "Name"), t("Qué es de la niña, niño o adolescente", "Relation to the child"),
               t("País", "Country"),
               t("Último lugar y señas", "Last place, and marks"))  # fmt: skip
    rows = [
        [relative["name"], _code_words("relationship_type", relative.get("relation")),
         _code_words("nationality", relative.get("country")),
         relative.get("last_known", "")]
        for relative in search.sought
    ]  # fmt: skip
    return {"columns": [{"label": words} for words in columns], "rows": rows} if rows else None


def _table(rows: Iterable[list[Any]]) -> JsonObject:
    columns = (t("Cuándo", "When"), t("Con quién", "With whom"), t("Cómo", "How"),
               t("Quién acompañó", "Who accompanied"),
               t("Cómo se sintió", "How the child felt"), t("¿Se sigue?", "Go on?"),
               t("Anotó", "Written by"))  # fmt: skip
    return {"columns": [{"label": words} for words in columns], "rows": list(rows)}


def _code_words(list_name: str, code: str | None) -> str:
    return str(label(list_name, code)) if code else ""


class EntryPresenter:
    """Presents the entries of one family search to one reader."""

    def __init__(self, case: Case, by: Actor, people: dict[UUID, str]) -> None:
        self.case, self.by, self.people, self.now = case, by, people, clock.now()

    def written(self, entry: Entry) -> dict[str, str]:
        """Return who wrote an entry, and when."""
        return {
            "who": self.people.get(entry.by, ""),
            "at_text": present.format_relative(entry.occurred_at, self.now, self.by),
            "exact": present.format_exact(entry.occurred_at, self.by),
        }

    def next_act(self, search: FamilySearch, *, may_contact: bool) -> dict[str, str] | None:
        """Return the link to the act that comes next, if this reader may know and do it."""
        is_known = PROTECTION in self.by.compartments or search.state == "not_opened"
        code = _next_act(search, may_contact=may_contact) if is_known else ""
        href = act_href_if_allowed(code, self.case.id, self.by) if code else ""
        return {"href": href, "title": ACTS[code].title} if href else None

    def check(self, search: FamilySearch) -> JsonObject | None:
        """Return the last relationship check: with whom, method, explanation."""
        if search.check is None:
            return None
        how = ", ".join(str(label("relationship_method", one)) for one in search.check.get("method", ()))
        parts = (search.check.get("relative"), _code_words("relationship_type", search.check.get("relation")), how)
        text = search.check.get("text", "")
        return self.written(search.check) | {"words": " · ".join(filter(None, parts)), "text": text}

    def mirror_questions(self, entry: Entry, file: CaseFile) -> JsonObject:
        """Return one set of mirror questions, with the counts for this person."""
        counts = count_mirror_answers(file, entry["claimant"])
        return self.written(entry) | {
            "claimant": entry["claimant"],
            "relation": _code_words("relationship_type", entry["relation"]),
            "identified_by": entry["identified_by"],
            "asked_by": entry["asked_by"],
            "in_private": entry["in_private"],
            "count": t("coinciden {said}", "{said} agree", said=str(counts)) if counts.asked else "",
            "rows": [_mirror_row(row) for row in entry["mirrored"]],
        }

    def genetic_test(self, test: GeneticTest) -> JsonObject:
        """Return a genetic test: its state, and each step with its author."""
        result = _code_words("genetic_result", test.latest_answer("genetic_result"))
        return {
            "relative": test.latest_answer("relative"),
            "doubt": test.latest_answer("doubt"),
            "result": result,
            "tone": "done" if test.state in {"destroyed", "not_done"} else "time",
            "state": label("genetic_test_step", test.state),
            "steps": [self.written(step) | {"step": label("genetic_test_step", step["step"])} for step in test.steps],
        }

    def home(self, entry: Entry) -> JsonObject:
        """Return the home and its carers, as last assessed."""
        result = entry["home_assessment"]
        rows = [row for row in answer_rows(ACTS[_HOME], entry.body, self.by) if row["name"] != "home_assessment"]
        return self.written(entry) | {
            "result": label("home_assessment", result),
            "tone": _HOME_TONES.get(result, "neutral"),
            "rows": rows,
        }

    def session(self, session: ContactSession) -> list[Any]:
        """Return a row of the table of contacts."""
        entry = session.last
        state = str(label("contact_session_state", entry["state"]))
        supervised = entry.get("supervised_by") or (session.planned.get("supervised_by", "") if session.planned else "")
        felt = [_code_words("wellbeing", entry.get("felt_after")), str(_STOPPED) if entry.get("child_stopped") else ""]
        outcome = [
            _code_words("followup_mode", entry.get("how")),
            f"{entry['minutes']} min" if entry.get("minutes") else "",
        ]
        return [
            " · ".join(self._when(entry, state)),
            entry["with_whom"],
            " · ".join(filter(None, outcome)),
            supervised,
            " · ".join(filter(None, felt)),
            _code_words("yes_no_unknown", entry.get("go_on")),
            self.people.get(entry.by, ""),
        ]

    def _at(self, instant: str) -> str:
        return present.format_relative(datetime.fromisoformat(instant), self.now, self.by)

    def _when(self, entry: Entry, state: str) -> Iterator[str]:
        is_planned = entry["state"] == "planned"
        yield self._at(entry["planned_for"]) if is_planned else self.written(entry)["at_text"]
        yield state

    def message(self, message: FamilyMessage) -> JsonObject:
        """Return one message of the conversation, with its decision and delivery."""
        words, tone = _MESSAGE_STATES[message.state]
        is_child = message.first["direction"] == "from_child"
        delivered = message.latest_answer("delivered_at")
        return self.written(message.first) | {
            "is_child": is_child,
            "from": t("La niña, niño o adolescente", "The child") if is_child else message.first["with_whom"],
            "to": message.first["with_whom"] if is_child else t("la niña, niño o adolescente", "the child"),
            "text": message.first.get("text", ""),
            "has_file": bool(message.first.get("file")),
            "state": words,
            "tone": tone,
            "read_by": message.latest_answer("read_by"),
            "hold_reason": message.latest_answer("hold_reason") if message.state == "held" else "",
            "delivered": " · ".join([self._at(delivered), message.latest_answer("delivered_how")]) if delivered else "",
        }


def _mirror_row(row: JsonObject) -> Row:
    topic = str(label("mirror_topic", row["topic"])) if row["topic"] != "other" else ""
    return {
        "label": row.get("question") or topic,
        "left": row.get("child_answer", ""),
        "right": row.get("claimant_answer", ""),
        "state": _SHAPES[row["agreement"]],
        "word": label("mirror_agreement", row["agreement"]),
        "note": "",
    }
