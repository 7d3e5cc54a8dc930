"""What follows, before its entries: the way of the solution, the first year, the plans, and the end of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amparo.cases.access import sees_whole_case
from amparo.cases.act import ACTS
from amparo.cases.alarms import kind_of, open_alarms
from amparo.cases.compartments import PROTECTION
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile, Entry
from amparo.cases.links import act_href_if_allowed
from amparo.cases.obstacles import obstacles_if_stated
from amparo.cases.panels import panel_of
from amparo.law.limits import CONTACT_ATTEMPTS, CONTACT_CHANNELS
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.returns import followups, selectors
from amparo.returns.selectors import Axis, Planned
from amparo.returns.tracks import Step, track_of
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case

type Goal = dict[str, Any]
_STEP_WORDS = {"next": t("sigue ahora", "next"), "open": t("por hacer", "to do")}
_TONES = {"done": "done", "next": "action", "open": "neutral", "late": "danger", "ahead": "neutral"}
_WHEN_WORDS = {
    "done": t("hecho", "done"),
    "late": t("atrasado", "late"),
    "open": t("ya se puede hacer", "may be held now"),
    "ahead": t("más adelante", "later"),
}


@panel_of("after")
def after(case: Case, file: CaseFile, by: Actor) -> dict[str, Any] | None:
    """Each part with its next act one step away; goals and steps only for those who may read them."""
    if not sees_whole_case(by, case.id):
        return None
    now = FactQuery(clock.now())
    return {
        "template": "returns/after.html",
        "hidden": PROTECTION not in by.compartments,
        "track": _track(case, file, by, now),
        "year": _year(case, file, by, now),
        "reintegration": _reintegration(case, file, by),
        "transition": _transition(case, file, by) if selectors.prepares_adult_life(file, now) else None,
        "closing": _closing(case, file, by, now),
    }


def _track(case: Case, file: CaseFile, by: Actor, now: FactQuery) -> dict[str, Any]:
    track = track_of(file, now)
    steps = [_step(case, one, by) for one in track.steps if one.act != "record_followup"]
    return {
        "solution": label("durable_solution", track.solution) if track.solution else "",
        "done": [one for one in steps if one["state"] == "done"],
        "ahead": [one for one in steps if one["state"] != "done"],
        "decide_href": act_href_if_allowed("record_bid", case.id, by),
    }


def _step(case: Case, one: Step, by: Actor) -> dict[str, Any]:
    href = act_href_if_allowed(one.act, case.id, by)
    return {"words": one.words, "state": one.state, "said": _STEP_WORDS.get(one.state, ""), "tone": _TONES[one.state],
            "href": href}  # fmt: skip


def _year(case: Case, file: CaseFile, by: Actor, now: FactQuery) -> dict[str, Any]:
    tried = followups.attempts(file)
    return {
        "planned": [_planned(case, one, by, now) for one in selectors.first_year(file, now.at)],
        "alarms": [
            {"kind": label("alert_kind", kind_of(entry)), "when": present.when(entry.occurred_at, now.at, by)}
            for entry in open_alarms(file)
        ],
        "close_alarm_href": act_href_if_allowed("record_alert_closed", case.id, by),
        "tried": tried if tried.count else None,
        "needed": {"count": CONTACT_ATTEMPTS, "channels": CONTACT_CHANNELS},
        "attempt_href": act_href_if_allowed("record_contact_attempt", case.id, by),
    }


def _planned(case: Case, one: Planned, by: Actor, now: FactQuery) -> dict[str, Any]:
    may_be_held = one.state in {"late", "open"}
    return {
        "title": t("A los {n} días", "At {n} days", n=one.day),
        "said": _WHEN_WORDS[one.state],
        "tone": "action" if one.state == "open" else _TONES[one.state],
        "due": present.day(present.local(one.due_at, by).date().isoformat()),
        "entries": [_held(entry, by, now) for entry in one.entries],
        "href": act_href_if_allowed("record_followup", case.id, by) if may_be_held else "",
    }


def _held(entry: Entry, by: Actor, now: FactQuery) -> dict[str, Any]:
    said = [label("followup_mode", entry["mode"]), label("followup_outcome", entry["outcome"])]
    return {
        "words": " · ".join(str(one) for one in said),
        "when": present.when(entry.occurred_at, now.at, by),
        "alarm": label("alert_kind", entry["alarm"]) if entry.get("alarm") else "",
    }


def _reintegration(case: Case, file: CaseFile, by: Actor) -> dict[str, Any]:
    state = file.latest("state", "record_reintegration_plan")
    return {
        "state": label("reintegration_plan", state) if state else "",
        "axes": [_axis(one) for one in selectors.axes(file)],
        "opinion": file.latest("child_opinion", "record_reintegration_plan"),
        "href": act_href_if_allowed("record_reintegration_plan", case.id, by),
    }


def _axis(one: Axis) -> dict[str, Any]:
    result = one.result
    return {
        "title": label("reintegration_axis", one.code),
        "result": label("goal_result", result["result"]) if result else "",
        "comment": result.get("comment", "") if result else "",
        "goals": _goals(one.goals),
    }


def _goals(goals: tuple[Goal, ...]) -> dict[str, Any] | None:
    on = present.today().isoformat()
    columns = (t("Meta", "Goal"), t("Quién responde", "Who answers for it"), t("Para cuándo", "By when"),
               t("Cómo va", "How it stands"), t("Resultado", "Result"))  # fmt: skip
    rows = [
        {"cells": [goal["goal"], goal.get("responsible", ""), _due(goal, on), _how(goal), goal.get("result", "")],
         "state": "late" if selectors.is_late(goal, on) else ""}
        for goal in goals
    ]  # fmt: skip
    return {"columns": [{"label": words} for words in columns], "rows": rows} if rows else None


def _due(goal: Goal, on: str) -> str:
    late = f" ({t('atrasada', 'late')})" if selectors.is_late(goal, on) else ""
    return present.day(goal.get("due_on")) + late


def _how(goal: Goal) -> str:
    return str(label("measure_state", goal.get("state") or "pending"))


def _transition(case: Case, file: CaseFile, by: Actor) -> dict[str, Any]:
    state = file.latest("state", "record_transition_plan")
    given = file.latest("documents_given", "record_transition_plan")
    consent = file.last_with("adult_consent", "record_transition_plan")
    on = present.today().isoformat()
    columns = (t("Ámbito", "Area"), t("Meta", "Goal"), t("Quién acompaña", "Who accompanies"), t("Para cuándo", "By when"),
               t("Cómo va", "How it stands"))  # fmt: skip
    rows = [
        {"cells": [label("transition_area", goal["area"]), goal["goal"], goal.get("responsible", ""), _due(goal, on),
                   _how(goal)],
         "state": "late" if selectors.is_late(goal, on) else ""}
        for goal in selectors.transition_goals(file)
    ]  # fmt: skip
    return {
        "state": label("transition_plan", state) if state else "",
        "words": file.latest("own_words", "record_transition_plan"),
        "columns": [{"label": words} for words in columns],
        "rows": rows,
        "given": given,
        "consent": _consent(consent),
        "href": act_href_if_allowed("record_transition_plan", case.id, by),
        "pass_href": act_href_if_allowed("transfer_to_adult_services", case.id, by),
    }


def _consent(entry: Entry | None) -> str:
    if entry is None:
        return ""
    day = present.day(entry.get("consent_on"))
    return f"{label('yes_no_unknown', entry['adult_consent'])}{' · ' + day if day else ''}"


def _closing(case: Case, file: CaseFile, by: Actor, now: FactQuery) -> dict[str, Any]:
    """What stands in the way for the reason for which there is evidence; how to reopen, once it is closed."""
    if compute_fact("case_status", file, now) == "closed":
        return {"is_closed": True, "reopen_href": act_href_if_allowed("record_reopening", case.id, by)}
    reason = _evidenced(file)
    stated: dict[str, Any] = {"confirmations": ["child_informed"]} | ({"closure_reason": reason} if reason else {})
    card, _ = obstacles_if_stated("close_case", case, by, **stated)
    return {
        "is_closed": False,
        "reason": label("closure_reason", reason) if reason else "",
        "obstacles": card,
        "evidence_href": act_href_if_allowed("record_closure_evidence", case.id, by),
        "evidence_title": ACTS["record_closure_evidence"].title,
    }


def _evidenced(file: CaseFile) -> str | None:
    """The reason for which evidence was last written since the case was last open."""
    last = file.last("record_closure_evidence", "record_reopening")
    reason: str | None = last.get("closure_reason") if last else None
    return reason
