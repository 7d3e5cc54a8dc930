"""What happened on a case.

Its events, why a past decision was as it was, and who read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from amparo.accounts.selectors import agency_names, person_names
from amparo.cases import components, selectors
from amparo.cases.case_kinds import build_frame, get_case_kind
from amparo.cases.event_kinds import event_rows, event_title, says_itself
from amparo.cases.kinds import CHILD
from amparo.cases.links import case_href
from amparo.cases.readings import log_reading, part_label
from amparo.cases.selectors import VisibleEvent, list_readings
from amparo.cases.visibility import visible_warnings
from amparo.law import decide_by_its_day, parse_request
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui import present
from amparo.ui.export import csv_response, wants_csv
from amparo.ui.narrowing import page_links
from amparo.ui.pages.base import ReaderRequest, signed_in

if TYPE_CHECKING:
    from amparo.cases.models import Case
    from amparo.ledger.models import Event

_READINGS_SHOWN = 200
# The ids of what an act on a report is about: the words beside them say it.
_ONLY_IDS = frozenset({"bulletin", "photograph", "file"})


@signed_in
def timeline(request: ReaderRequest, case_id: UUID, kind: str = CHILD) -> HttpResponse:
    """Show events and refusals, the latest first, as far as this reader may see them."""
    by = request.actor
    case = selectors.visible_case(case_id, by=by, kind=kind)
    log_reading(case, "events", by=by)
    page = selectors.event_page(case, by=by, cursor=request.GET.get("cursor", ""), newest_first=True)
    context = {
        "items": _build_items(page.events, case, by),
        "page": page_links(request.GET, following=page.next),
    }
    frame = build_frame(case, selectors.file_for(case, by=by), by=by, current="timeline")
    return render(request, "cases/timeline.html", frame | context)


def _build_items(shown: Iterable[VisibleEvent], case: Case, by: Actor) -> list[JsonObject]:
    shown, now = list(shown), clock.now()
    events = [visible.event for visible in shown]
    people = person_names({UUID(event.actor) for event in events})
    agencies = agency_names({UUID(event.agency) for event in events if event.agency})
    return [_build_item(visible, case, people, agencies, now, by) for visible in shown]


def _build_item(
    shown: VisibleEvent, case: Case, people: dict[UUID, str], agencies: dict[UUID, str], now: datetime, by: Actor
) -> JsonObject:
    event = shown.event
    who = people.get(UUID(event.actor), "")
    where = agencies.get(UUID(event.agency), "") if event.agency else ""
    shows_answers = get_case_kind(case).shows_answers_in_history or says_itself(event.act)
    return {
        "title": event_title(event.act),
        "by": f"{who} · {where}" if where else who,
        "at_text": present.format_relative(event.occurred_at, now, by),
        "exact": present.format_exact(event.occurred_at, by),
        "refused": _is_refused(event),
        "body": _format_body(shown, case, by) if shows_answers else "",
        "href": case_href(case, "why", event.seq),
    }


def _is_refused(event: Event) -> bool:
    return bool(event.coded.get("outcome") == "refused")


def _format_body(shown: VisibleEvent, case: Case, by: Actor) -> str:
    parts = shown.content["parts"] if shown.content else {}
    rows = event_rows(shown.event.act, parts, by, case.id, without=_ONLY_IDS)
    return "\n".join(f"{row['key']}: {row['value']}" for row in rows)


@signed_in
def why(request: ReaderRequest, case_id: UUID, seq: int, kind: str = CHILD) -> HttpResponse:
    """Show one past event.

    What was stated, and the decision of the law taken again before the reader's eyes.
    """
    by, now = request.actor, clock.now()
    case = selectors.visible_case(case_id, by=by, kind=kind)
    shown = selectors.visible_event(case, seq, by=by)
    log_reading(case, "events", by=by)
    event, content = shown.event, shown.content or {"parts": {}, "judged": [], "rules": ""}
    context = {
        "event": event,
        "title": event_title(event.act),
        "rows": event_rows(event.act, content["parts"], by, case.id),
        "refused": _is_refused(event),
        "at_text": present.format_relative(event.occurred_at, now, by),
        "exact": present.format_exact(event.occurred_at, by),
        "recorded": present.format_exact(event.recorded_at, by),
        "who": person_names({UUID(event.actor)}).get(UUID(event.actor), ""),
        "judged": [_decide_again(judgement, case, by) for judgement in content["judged"]],
        "rules": content["rules"],
    }
    frame = build_frame(case, selectors.file_for(case, by=by), by=by, current="timeline")
    return render(request, "cases/why.html", frame | context)


def _decide_again(judgement: JsonObject, case: Case, by: Actor) -> JsonObject:
    """Return a stored decision, compared with a new one on the same request.

    Both follow the law that was in force then.
    """
    stored = judgement["decision"]
    if "request" not in judgement:
        return {"allowed": stored["allowed"], "verdicts": [], "same": None, "as_of": ""}
    request = parse_request(judgement["request"])
    decision = decide_by_its_day(request)
    blocks = [{"rule": block.rule, "code": block.code, "level": block.level} for block in decision.blocks]
    return {
        "allowed": stored["allowed"],
        "verdicts": _list_verdicts(visible_warnings(decision.blocks, by), case, by),
        "warnings": _list_verdicts(visible_warnings(decision.warnings, by), case, by),
        "same": blocks == stored["blocks"],
        "as_of": judgement["request"]["as_of"],
    }


def _list_verdicts(reasons: list[JsonObject], case: Case, by: Actor) -> list[JsonObject]:
    return [components.build_verdict(reason, case.id, by) for reason in reasons]


@signed_in
def readers(request: ReaderRequest, case_id: UUID, kind: str = CHILD) -> HttpResponse:
    """Show who read this case."""
    by = request.actor
    case = selectors.visible_case(case_id, by=by, kind=kind)
    with_lists = wants_csv(request) or request.GET.get("lists") == "1"
    readings = list_readings(case, by=by, with_lists=with_lists)
    columns = [
        {"label": t("Persona", "Person")},
        {"label": t("Institución", "Agency")},
        {"label": t("Qué leyó", "What they read")},
        {"label": t("Cuándo", "When")},
    ]
    if wants_csv(request):
        return csv_response(
            columns, [_build_reading_row([one], present.format_exact(_at(one), by)) for one in readings]
        )
    frame = build_frame(case, selectors.file_for(case, by=by), by=by, current="readers")
    days = _group_by_person_and_day(readings, by)
    rows = [_build_reading_row(of_day, _format_span(of_day, by)) for of_day in days]
    shown = {"columns": columns, "rows": rows[:_READINGS_SHOWN], "with_lists": with_lists}
    return render(request, "cases/readers.html", frame | shown)


def _group_by_person_and_day(readings: list[dict[str, str]], by: Actor) -> list[list[dict[str, str]]]:
    """Return what each person read on one day together, the latest first."""
    groups: dict[tuple[str, str, date], list[dict[str, str]]] = {}
    for reading in readings:
        day = present.to_local(_at(reading), by).date()
        groups.setdefault((reading["person"], reading["agency"], day), []).append(reading)
    return list(groups.values())


def _at(reading: dict[str, str]) -> datetime:
    return datetime.fromisoformat(reading["at"])


def _format_span(of_day: list[dict[str, str]], by: Actor) -> str:
    """Return the day, and from which minute to which: the latest reading stands first."""
    since = present.format_local_date(_at(of_day[-1]), by, with_hour=True)
    until = present.to_local(_at(of_day[0]), by).strftime("%H:%M")
    return since if since.endswith(until) else f"{since}–{until}"


def _build_reading_row(readings: list[dict[str, str]], when: str) -> list[str]:
    """Return who read which parts, and when."""
    parts = dict.fromkeys(str(part_label(reading["what"])) for reading in readings)
    return [readings[0]["person"], readings[0]["agency"], " · ".join(parts), when]
