"""The panel of what follows.

The steps of the solution, the first year, the plans, and the end of the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.access import sees_whole_case
from amparo.cases.act import ACTS
from amparo.cases.alarms import alarm_label, list_open_alarms
from amparo.cases.compartments import PROTECTION
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile, Entry
from amparo.cases.links import act_href_if_allowed
from amparo.cases.obstacles import obstacles_if_stated
from amparo.cases.panels import register_panel
from amparo.law.limits import CONTACT_ATTEMPTS, CONTACT_CHANNELS
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.returns.followups import FailedAttempts, failed_attempts
from amparo.returns.panels.goals import build_reintegration_part, build_transition_part
from amparo.returns.selectors import ScheduledFollowup, first_year_followups, needs_transition_plan
from amparo.returns.tracks import Step, build_track
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case

_STEP_STATUS = {"next": t("sigue ahora", "next"), "open": t("por hacer", "to do")}
_TONES = {"done": "done", "next": "action", "open": "neutral", "late": "danger", "ahead": "neutral"}
_FOLLOWUP_STATUS = {
    "done": t("hecho", "done"),
    "late": t("atrasado", "late"),
    "open": t("ya se puede hacer", "may be held now"),
    "ahead": t("más adelante", "later"),
}
_NO_FOLLOWUPS = t(
    "Los seguimientos empiezan el día en que llega o comienza a vivir en la solución decidida.",
    "Follow-ups begin on the day of arrival, or when life in the decided solution begins.",
)


@register_panel("after")
def build_after_panel(case: Case, file: CaseFile, by: Actor) -> JsonObject | None:
    """Return the parts of the panel; None for who sees a part of the case alone."""
    if not sees_whole_case(by, case.id):
        return None
    now = FactQuery(clock.now())
    return {
        "template": "returns/after.html",
        "hidden": PROTECTION not in by.compartments,
        "track": _build_track_part(case, file, by, now),
        "year": _build_year_part(case, file, by, now),
        "reintegration": build_reintegration_part(case, file, by),
        "transition": build_transition_part(case, file, by) if needs_transition_plan(file, now) else None,
        "closing": _build_closing_part(case, file, by, now),
    }


def _build_track_part(case: Case, file: CaseFile, by: Actor, now: FactQuery) -> JsonObject:
    track = build_track(file, now)
    steps = [_build_step_row(case, step, by) for step in track.steps if step.act != "record_followup"]
    return {
        "solution": label("durable_solution", track.solution) if track.solution else "",
        "done": [step for step in steps if step["state"] == "done"],
        "ahead": [step for step in steps if step["state"] != "done"],
        "decide_href": act_href_if_allowed("record_bid", case.id, by),
    }


def _build_step_row(case: Case, step: Step, by: Actor) -> JsonObject:
    return {
        "title": step.title,
        "state": step.state,
        "status": _STEP_STATUS.get(step.state, ""),
        "tone": _TONES[step.state],
        "href": act_href_if_allowed(step.act, case.id, by),
    }


def _build_year_part(case: Case, file: CaseFile, by: Actor, now: FactQuery) -> JsonObject:
    return {
        "followups": [_build_followup_row(case, each, by, now) for each in first_year_followups(file, now.at)],
        "empty": _NO_FOLLOWUPS,
        "alarms": [
            {
                "kind": alarm_label(alarm),
                "when": present.format_relative(alarm.occurred_at, now.at, by),
            }
            for alarm in list_open_alarms(file)
        ],
        "close_alarm_href": act_href_if_allowed("record_alert_closed", case.id, by),
        "failed_attempts": _describe_attempts(failed_attempts(file)),
        "attempt_href": act_href_if_allowed("record_contact_attempt", case.id, by),
    }


def _describe_attempts(failed: FailedAttempts) -> str:
    if not failed.count:
        return ""
    return t(
        "Sin lograr hablar. Intentos: {n} · vías: {m}. "
        "Para cerrar por pérdida de contacto hacen falta {need} intentos por {ways} vías.",
        "Not reached. Attempts: {n} · channels: {m}. "
        "To close for lost contact, {need} attempts by {ways} channels are needed.",
        n=failed.count,
        m=failed.channels,
        need=CONTACT_ATTEMPTS,
        ways=CONTACT_CHANNELS,
    )


def _build_followup_row(case: Case, followup: ScheduledFollowup, by: Actor, now: FactQuery) -> JsonObject:
    may_be_held = followup.state in {"late", "open"}
    return {
        "title": t("A los {n} días", "At {n} days", n=followup.day),
        "status": _FOLLOWUP_STATUS[followup.state],
        "tone": "action" if followup.state == "open" else _TONES[followup.state],
        "due": present.format_day(present.to_local(followup.due_at, by).date().isoformat()),
        "records": [_build_record_row(entry, by, now) for entry in followup.entries],
        "href": act_href_if_allowed("record_followup", case.id, by) if may_be_held else "",
    }


def _build_record_row(entry: Entry, by: Actor, now: FactQuery) -> JsonObject:
    mode, outcome = label("followup_mode", entry["mode"]), label("followup_outcome", entry["outcome"])
    return {
        "summary": f"{mode} · {outcome}",
        "when": present.format_relative(entry.occurred_at, now.at, by),
        "alarm": label("alert_kind", entry["alarm"]) if entry.get("alarm") else "",
    }


def _build_closing_part(case: Case, file: CaseFile, by: Actor, now: FactQuery) -> JsonObject:
    """Return what is missing to close the case; once closed, how to reopen it."""
    if compute_fact("case_status", file, now) == "closed":
        return {"is_closed": True, "reopen_href": act_href_if_allowed("record_reopening", case.id, by)}
    reason = _find_reason_with_evidence(file)
    stated: JsonObject = {"confirmations": ["child_informed"]} | ({"closure_reason": reason} if reason else {})
    card, _ = obstacles_if_stated("close_case", case, by, **stated)
    return {
        "is_closed": False,
        "reason": label("closure_reason", reason) if reason else "",
        "obstacles": card,
        "evidence_href": act_href_if_allowed("record_closure_evidence", case.id, by),
        "evidence_title": ACTS["record_closure_evidence"].title,
    }


def _find_reason_with_evidence(file: CaseFile) -> str | None:
    """Return the reason of the last evidence since the case was last reopened."""
    entry = file.last("record_closure_evidence", "record_reopening")
    reason: str | None = entry.get("closure_reason") if entry else None
    return reason
