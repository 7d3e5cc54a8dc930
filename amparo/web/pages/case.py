"""The case: its head, what is next, its places, timeline, readers, and why a past decision was as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.accounts.emergency import open_until
from amparo.accounts.policy import AccountsPolicy
from amparo.accounts.selectors import agency_names, names_of, readings_of
from amparo.accounts.steps import note_reading
from amparo.core import clock, selectors, tasks
from amparo.core.actor import Actor
from amparo.core.acts import ACTS
from amparo.core.facts import Question, facts_of
from amparo.core.file import CaseFile, Entry
from amparo.core.judgement import told
from amparo.core.models import Case, Event
from amparo.core.text import t
from amparo.law import decide, parse_request, profile_for
from amparo.protection.selectors import protective_alerts, where_the_child_is
from amparo.registry.projection import step_of
from amparo.registry.selectors import child_card, kin_of, who_answers
from amparo.web import present
from amparo.web.export import list_as_csv, wants_csv
from amparo.web.pages.base import ReaderRequest, case_or_404, signed_in
from amparo.web.panels import PANELS
from amparo.web.papers import paper_of
from amparo.web.places import BY_SLUG, PLACES, Place
from amparo.web.standing import action_card
from amparo.web.words import LINK_WORDS, NODE_EVENTS, READING_WORDS

CLOCKS = 4  # seen at once; the others are opened
# Sixty answers of a screening: the panel says what they come to. Mirrored questions: the panel has them in a table.
ON_THE_RECORD_ALONE = frozenset({"answers", "mirrored"})


def case_context(request: ReaderRequest, case: Case, file: CaseFile, current: str) -> dict[str, Any]:
    """What is always visible on the pages of a case: the child, alerts, steps, clocks, tabs."""
    return _context(request, case, file, current, selectors.file_to_judge(case, by=request.actor))


def _context(
    request: ReaderRequest, case: Case, file: CaseFile, current: str, whole: CaseFile | None
) -> dict[str, Any]:
    by, now = request.actor, clock.now()
    facts = facts_of(whole, Question(now)) if whole else None
    running = [row for row in selectors.deadlines_of_case(case, by=by) if row.closed_at is None]
    until = open_until(case, by=by)
    answers, phone = who_answers(case) if whole and not until else (None, "")
    clocks = [present.deadline(row.code, row.due_at, now, by) for row in running]
    linked = kin_of(case, file, by=by)
    restricted, where = where_the_child_is(file, by=by)
    return {
        "case": case,
        "head": {
            "person": present.child(child_card(case, file)),
            "number": case.number,
            "where": where if whole else "",
            "where_restricted": restricted or not whole,
            "answers": answers,
            "also": [_also(case, card) for card in linked.get("same", ())],
            "alerts": protective_alerts(facts, case.country, by=by) if facts else [],
            "steps": present.steps(step_of(facts)) if facts else [],
            "clocks": clocks[:CLOCKS],
            "more_clocks": clocks[CLOCKS:],
        },
        "open_until": present.exact(until, by) if until else "",
        "tabs": _tabs(case, current),
        "phone": phone,
        "back_href": reverse("cases"),
        "kin": _kin(linked),
    }


def _also(case: Case, card: Any) -> dict[str, Any]:
    """Another case of the same child, and the way to part the two."""
    return {
        "who": present.child(card, number=card.number, href=reverse("case", args=[card.case_id])),
        "compare": reverse("compare", args=[case.id, card.case_id]),
    }


def _tabs(case: Case, current: str) -> list[dict[str, Any]]:
    tabs = [("case", t("Qué sigue", "What is next"), "next"), ("timeline", t("Cronología", "Timeline"), "timeline")]
    found = [
        {"href": reverse(name, args=[case.id]), "label": label, "current": current == slug}
        for name, label, slug in tabs
    ]
    found += [
        {"href": reverse("place", args=[case.id, place.slug]), "label": place.title, "current": current == place.slug}
        for place in PLACES
    ]
    found += [
        {"href": reverse(name, args=[case.id]), "label": label, "current": current == name}
        for name, label in (("files", t("Archivos", "Files")), ("readers", t("Quién lo leyó", "Who read it")))
    ]
    return found


@signed_in
def what_is_next(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """What this person can do now, what somebody else must do, what is not yet possible."""
    case = case_or_404(request, case_id)
    note_reading(case, "case", by=request.actor)
    return next_page(request, case)


def next_page(request: ReaderRequest, case: Case, *, wrong: str = "") -> HttpResponse:
    """The page itself; `wrong`: what is wrong with the task that was to be added, shown with what was typed."""
    by, now = request.actor, clock.now()
    file = selectors.file_for(case, by=by)
    groups: dict[str, list[dict[str, Any]]] = {"ready": [], "other": [], "blocked": []}
    whole = selectors.file_to_judge(case, by=by)
    context = _context(request, case, file, "next", whole)
    for one in selectors.actions_on(whole, by=by):
        card = action_card(one, case, by, phone=context["phone"])
        groups[card["state"]].append(card)
    known = selectors.tasks_of_case(case, by=by)
    return render(
        request,
        "case/next.html",
        context
        | groups
        | {
            "records": _records(case, by),
            "open_tasks": [_task(row, now, by, case) for row in known if row.done_at is None],
            "may_register": AccountsPolicy().role_may(by, ACTS["register"]),
            "task_errors": [{"href": "#text", "text": wrong}] if wrong else [],
            "task_typed": request.POST,
        },
        status=422 if wrong else 200,
    )


def _records(case: Case, by: Any) -> list[dict[str, Any]]:
    """Records that this person may write, by place."""
    may = AccountsPolicy().role_may
    found = []
    for place in PLACES:
        acts = [
            ACTS[code] for code in place.acts if code in ACTS and ACTS[code].kind == "record" and may(by, ACTS[code])
        ]
        if acts:
            links = [{"href": present.act_href(case.id, act.code), "label": act.title} for act in acts]
            found.append({"title": place.title, "links": links})
    return found


_KIN = {
    "sibling": t("Hermanas y hermanos", "Sisters and brothers"),
    "companion": t("Viaja con", "Travels with"),
}


def _kin(linked: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Family and companions, as far as this reader sees them."""
    return [
        {
            "title": title,
            "people": [present.child(c, number=c.number, href=reverse("case", args=[c.case_id])) for c in cards],
        }
        for kind, title in _KIN.items()
        if (cards := linked.get(kind))
    ]


def _task(row: Any, now: Any, by: Any, case: Case) -> dict[str, Any]:
    due = present.deadline(row.code, row.due_at, now, by) | {"label": ""} if row.due_at else None
    href, here = present.task_href(row), reverse("case", args=[case.id])
    shown = {"id": row.id, "what": present.task_words(row), "deadline": due, "href": href if href != here else ""}
    return shown | {"is_mine": tasks.is_for(by, row)}


@signed_in
def timeline(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """Events and refusals, the latest first, as far as this reader may see them."""
    case, by, now = case_or_404(request, case_id), request.actor, clock.now()
    file = selectors.file_for(case, by=by)
    note_reading(case, "events", by=by)
    events = list(Event.objects.filter(case=case.id).order_by("-seq"))
    people = names_of({UUID(event.actor) for event in events})
    agencies = agency_names({UUID(event.agency) for event in events if event.agency})
    items = [_item(event, case, people, agencies, now, by) for event in events]
    return render(request, "case/timeline.html", case_context(request, case, file, "timeline") | {"items": items})


def _item(event: Event, case: Case, people: Any, agencies: Any, now: Any, by: Any) -> dict[str, Any]:
    declared = ACTS.get(event.act)
    who = people.get(UUID(event.actor), "")
    where = agencies.get(UUID(event.agency), "") if event.agency else ""
    refused = event.coded.get("outcome") == "refused"
    return {
        "title": declared.title if declared else NODE_EVENTS.get(event.act, event.act),
        "by": f"{who} · {where}" if where else who,
        "at_text": present.when(event.occurred_at, now, by),
        "exact": present.exact(event.occurred_at, by),
        "refused": refused,
        "href": reverse("why", args=[case.id, event.seq]),
    }


@signed_in
def why(request: ReaderRequest, case_id: UUID, seq: int) -> HttpResponse:
    """One past event: what was said, and the decision of the law judged again before the reader's eyes."""
    case, by, now = case_or_404(request, case_id), request.actor, clock.now()
    event = Event.objects.filter(case=case.id, seq=seq).first()
    if event is None:
        raise Http404
    file = selectors.file_for(case, by=by)
    note_reading(case, "events", by=by)
    key = bytes(case.sealing_key) if case.sealing_key else None
    opened = selectors.opened_for(event, key, by) or {"parts": {}, "judged": [], "rules": ""}
    declared = ACTS.get(event.act)
    body = {name: value for part in opened["parts"].values() for name, value in part.items()}
    context = case_context(request, case, file, "timeline") | {
        "event": event,
        "title": declared.title if declared else NODE_EVENTS.get(event.act, event.act),
        "rows": present.answers(declared, body, by, case.id) if declared else _noted(body),
        "refused": event.coded.get("outcome") == "refused",
        "at_text": present.when(event.occurred_at, now, by),
        "exact": present.exact(event.occurred_at, by),
        "recorded": present.exact(event.recorded_at, by),
        "who": names_of({UUID(event.actor)}).get(UUID(event.actor), ""),
        "judged": [_judged_again(one, case, by) for one in opened["judged"]],
        "rules": opened["rules"],
    }
    return render(request, "case/why.html", context)


def _noted(body: dict[str, Any]) -> list[dict[str, Any]]:
    """What an act on another case left on this one."""
    rows = [{"key": t("Qué se dijo", "What was said"), "value": LINK_WORDS[body["kind"]]}] if "kind" in body else []
    return rows + (
        [{"key": t("En qué se basa", "What this rests on"), "value": body["why"]}] if body.get("why") else []
    )


def _judged_again(one: dict[str, Any], case: Case, by: Any) -> dict[str, Any]:
    """The stored decision beside the one that the same request gets now."""
    stored = one["decision"]
    if "request" not in one:
        return {"allowed": stored["allowed"], "verdicts": [], "same": None, "as_of": ""}
    request = parse_request(one["request"])
    decision = decide(request, profile_for(request.country))
    now_says = [{"rule": f.rule, "code": f.code, "level": f.level} for f in decision.blocks]
    return {
        "allowed": stored["allowed"],
        "verdicts": [present.verdict(reason, case.id, by) for reason in told(decision.blocks, by)],
        "warnings": [present.verdict(reason, case.id, by) for reason in told(decision.warnings, by)],
        "same": now_says == stored["blocks"],
        "as_of": one["request"]["as_of"],
    }


@signed_in
def place(request: ReaderRequest, case_id: UUID, slug: str) -> HttpResponse:
    """One place of the case: what is on file there, the latest first, with its history and what can be done."""
    case, by = case_or_404(request, case_id), request.actor
    if slug not in BY_SLUG:
        raise Http404
    file = selectors.file_for(case, by=by)
    note_reading(case, slug, by=by)
    context = case_context(request, case, file, slug)
    sections = _sections(file, BY_SLUG[slug], case, by, only_reads=bool(context["open_until"]))
    context |= {
        "place": BY_SLUG[slug],
        "sections": sections,
        "panel": PANELS[slug](case, file, by) if slug in PANELS else None,
        "blank": [section for section in sections if not section["latest"] and section["href"]],
    }
    return render(request, "case/place.html", context)


def _sections(file: CaseFile, of: Place, case: Case, by: Any, *, only_reads: bool) -> list[dict[str, Any]]:
    now = clock.now()
    entries = [entry for entry in file.all(*of.acts)]
    people = names_of({entry.by for entry in entries})
    found = []
    for code in of.acts:
        if code not in ACTS:
            continue
        declared = ACTS[code]
        mine = [entry for entry in entries if entry.act == code]
        writes = not only_reads and AccountsPolicy().role_may(by, declared)
        if not mine and not writes:
            continue
        shown = [_entry(entry, people, now, by, case) for entry in reversed(mine)]
        found.append(
            {
                "title": declared.title,
                "href": present.act_href(case.id, code) if writes and code != "register" else "",
                "latest": shown[0] if shown else None,
                "earlier": shown[1:],
            }
        )
    return found


def _entry(entry: Entry, people: dict[UUID, str], now: Any, by: Any, case: Case) -> dict[str, Any]:
    paper = paper_of(entry)
    return {
        "rows": present.answers(ACTS[entry.act], entry.body, by, case.id, without=ON_THE_RECORD_ALONE),
        "who": people.get(entry.by, ""),
        "at_text": present.when(entry.occurred_at, now, by),
        "exact": present.exact(entry.occurred_at, by),
        "href": reverse("why", args=[case.id, entry.seq]) if _sees_event(entry, by) else "",
        "paper": reverse("paper_of_entry", args=[case.id, paper.slug, entry.id]) if paper else "",
    }


def _sees_event(entry: Entry, by: Actor) -> bool:
    return entry.by == by.id or by.reads(ACTS[entry.act].covers().union(entry.parts))


@signed_in
def readers(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """Who read this case."""
    case, by = case_or_404(request, case_id), request.actor
    file = selectors.file_for(case, by=by)
    rows = [
        [
            one["person"],
            one["agency"],
            READING_WORDS.get(one["what"]) or getattr(BY_SLUG.get(one["what"]), "title", one["what"]),
            present.exact(datetime.fromisoformat(one["at"]), by),
        ]
        for one in readings_of(case, by=by)
    ]
    columns = [{"label": t("Persona", "Person")}, {"label": t("Institución", "Agency")}, {"label": t("Qué leyó", "What they read")},
               {"label": t("Cuándo", "When")}]  # fmt: skip
    if wants_csv(request):
        return list_as_csv(columns, rows)
    context = case_context(request, case, file, "readers") | {"columns": columns, "rows": rows[:200]}
    return render(request, "case/readers.html", context)
