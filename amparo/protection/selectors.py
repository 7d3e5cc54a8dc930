"""Reads of protection: always on a file as its reader sees it, so that nothing hidden can show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amparo.accounts.selectors import names_of
from amparo.cases.alarms import open_alarms
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, TRAFFICKING, WHEREABOUTS, Compartment
from amparo.cases.file import CaseFile, Entry
from amparo.law import Facts, Request
from amparo.law.predicates import in_enforcement, needs_guardian, origin_blocked, represented, traf_flag
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.days import local_time
from amparo.ledger.models import Event
from amparo.ledger.text import t
from amparo.protection.age import age_at
from amparo.protection.placements import placement_of
from amparo.protection.screening.items import Item, sections_for
from amparo.protection.screening.scoring import Proposal, proposals, trafficking_score
from amparo.protection.signs import signs_of


@dataclass(frozen=True, slots=True)
class Alert:
    """A protective alert in words. `tone`: `danger` when somebody must act or refrain now, else `warning`."""

    text: str
    tone: str = "warning"
    href: str = ""


def protective_alerts(facts: Facts, country: str, *, by: Actor) -> list[Alert]:
    """What everybody who opens the case must know first, as far as `by` may. No query.

    Those who may not read the protection need are always told to share nothing with origin: the words reveal nothing.
    """
    request = Request(id="alerts", action="screen", as_of=local_time(clock.now()), country=country, facts=facts)
    told = [
        (facts.immediate_danger == "yes", GENERAL, _DANGER),
        (in_enforcement(request), GENERAL, _HELD),
        (not by.reads(frozenset({PROTECTION})) or origin_blocked(request), GENERAL, _ORIGIN),
        (traf_flag(request), TRAFFICKING, _TRAFFICKING),
        (facts.companion_risk == "yes", PROTECTION, _COMPANION),
        (facts.family_implicated == "yes", PROTECTION, _FAMILY),
        (facts.urgent_needs_attended == "no", HEALTH, _NEEDS),
        (bool(facts.open_safety_alerts), GENERAL, _OPEN),
        (facts.interpreter_need == "needed_missing", GENERAL, _NO_INTERPRETER),
        (facts.interpreter_need == "needed_available", GENERAL, _INTERPRETER),
        (needs_guardian(request) and not represented(request), _guardian_rests_on(facts), _NO_GUARDIAN),
        (facts.siblings_in_case > 0, GENERAL, _SIBLINGS),
    ]
    return [alert for holds, compartment, alert in told if holds and by.reads(frozenset({compartment}))]


def _guardian_rests_on(facts: Facts) -> Compartment:
    """With a verified companion, only the risk that they are can make a guardian necessary."""
    is_verified = facts.accompaniment == "accompanied" and facts.companion_link_verified == "yes"
    return PROTECTION if is_verified else GENERAL


_DANGER = Alert(t("En peligro ahora", "In danger now"), "danger")
_HELD = Alert(t("Bajo custodia migratoria o policial: debe salir", "Held by migration or police: must leave"), "danger")
_ORIGIN = Alert(t("No compartir con el país de origen", "Do not share with the country of origin"), "danger")
_TRAFFICKING = Alert(t("Posible víctima de trata", "Possible victim of trafficking"), "danger")
_COMPANION = Alert(t("No dejar con quien acompaña", "Do not leave with the companion"), "danger")
_FAMILY = Alert(t("No avisar a la familia sin evaluar", "Do not tell the family before assessing"), "danger")
_NEEDS = Alert(t("Necesidades urgentes sin atender", "Urgent needs not attended"), "danger")
_OPEN = Alert(t("Hay alertas abiertas", "There are open alerts"), "danger")
_NO_INTERPRETER = Alert(t("Necesita intérprete y no hay", "Needs an interpreter, and there is none"))
_INTERPRETER = Alert(t("Necesita intérprete", "Needs an interpreter"))
_NO_GUARDIAN = Alert(t("Sin tutora o tutor", "Without a guardian"))
_SIBLINGS = Alert(t("Tiene hermanas o hermanos: no separar", "Has brothers or sisters: do not separate"))


def where_the_child_is(file: CaseFile, *, by: Actor) -> tuple[bool, str]:
    """Whether it is restricted for this reader, and where the child is in words, empty when not known. No query."""
    placement = placement_of(file)
    if placement is None:
        custody = file.latest("custody")
        return False, str(label("custody", custody)) if custody else ""
    if not by.reads(frozenset({WHEREABOUTS})):
        return True, ""
    return False, " · ".join(str(placement[part]) for part in ("provider_name", "where") if placement.get(part))


@dataclass(frozen=True, slots=True)
class Answered:
    """The latest answer to an item: what, with which note, by whom and when."""

    item: Item
    answer: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ScreeningState:
    """What a page shows of the screening. `sections`: those for this age, each with what was answered so far.

    `score` is None for readers who may not know it.
    """

    sections: dict[str, tuple[Answered, ...]]
    unanswered: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    score: str | None


def screening_state(file: CaseFile, *, by: Actor) -> ScreeningState:
    """The screening as far as `by` may read it. One query, for names."""
    now = clock.now()
    age = age_at(file, now)
    latest = _latest_answers(file)
    names = names_of({entry.by for entry, _ in latest.values()})
    sections = {
        group: tuple(_answered(item, *latest[item.code], names) for item in found if item.code in latest)
        for group, found in sections_for(age).items()
        if by.reads(frozenset({found[0].compartment}))
    }
    answers = {code: one["answer"] for code, (_, one) in latest.items()}
    return ScreeningState(
        sections,
        tuple(group for group, found in sections.items() if not found),
        tuple(proposals(answers)),
        trafficking_score(answers, age) if by.reads(frozenset({TRAFFICKING})) else None,
    )


def _latest_answers(file: CaseFile) -> dict[str, tuple[Entry, dict[str, Any]]]:
    found: dict[str, tuple[Entry, dict[str, Any]]] = {}
    for entry in file.all("screen"):
        for compartment in Compartment:
            found.update({one["item"]: (entry, one) for one in entry.get(f"answers_{compartment}", [])})
    return found


def _answered(item: Item, entry: Entry, one: dict[str, Any], names: dict[UUID, str]) -> Answered:
    return Answered(item, one["answer"], one.get("note", ""), names.get(entry.by, ""), entry.occurred_at)


def history(file: CaseFile, *acts: str) -> list[Entry]:
    """Entries of these acts, the latest first. No query."""
    return list(file.all(*acts))[::-1]


def legal_representation(file: CaseFile) -> list[Entry]:
    """Steps of legal representation, the latest first. No query."""
    return history(file, "record_legal_representation")


def open_alerts(file: CaseFile) -> list[Entry]:
    """Alerts, breaches and other alarms that nobody has closed, the latest first. No query."""
    return list(open_alarms(file))[::-1]


def incident_counts(*, by: Actor, since: datetime, until: datetime) -> Counter[str]:
    """How many incidents of each type were recorded in a time, in the cases that `by` sees. One query."""
    return Counter(kind for coded in _coded("record_incident", by, since, until) for kind in coded.get("types", []))


def breach_counts(*, by: Actor, since: datetime, until: datetime) -> Counter[str]:
    """How many breaches of each kind were recorded in a time, in the cases that `by` sees. One query."""
    return Counter(coded["kind"] for coded in _coded("record_breach", by, since, until) if "kind" in coded)


def _coded(act: str, by: Actor, since: datetime, until: datetime) -> list[dict[str, Any]]:
    rows = Event.objects.filter(
        act=act,
        recorded_at__gte=since,
        recorded_at__lt=until,
        coded__outcome="done",
        compartments__contained_by=sorted(by.compartments),
    )
    return list(rows.values_list("coded", flat=True))


def screening_sheet(file: CaseFile, *, by: Actor) -> dict[str, Any]:
    """What the printed screening sheet says, in the reader's language. One query."""
    state, signs = screening_state(file, by=by), signs_of(file)
    return {
        "sections": [
            {
                "title": str(label("screening_group", group)),
                "answers": [
                    {
                        "text": str(one.item.text),
                        "observed": not one.item.is_asked,
                        "answer": str(label("screening_answer", one.answer)),
                        "note": one.note,
                        "by": one.by,
                        "at": one.at.isoformat(),
                    }
                    for one in found
                ],
            }
            for group, found in state.sections.items()
        ],
        "unanswered": [str(label("screening_group", group)) for group in state.unanswered],
        "profiles": sorted(str(label("vulnerability_profile", code)) for code in signs.profiles),
        "referrals": sorted({str(label("service", one.referral)) for one in state.proposals if one.referral}),
    }


def placement_order(file: CaseFile) -> dict[str, Any] | None:
    """What the printed placement order says; None without a placement that the reader may know. No query."""
    placement = placement_of(file)
    if placement is None or "placement_type" not in placement.body:
        return None
    plan = placement.get("siblings_plan")
    return {
        "provider": placement.get("provider_name", ""),
        "placement_type": str(label("placement_type", placement["placement_type"])),
        "where": placement.get("where", ""),
        "since": placement.occurred_at.isoformat(),
        "legal_basis": str(label("legal_basis", placement.get("legal_basis", "none"))),
        "legal_basis_reason": placement.get("legal_basis_reason", ""),
        "siblings": str(label("siblings_plan", plan)) if plan else "",
        "siblings_reason": placement.get("siblings_reason", ""),
        "instructions": placement.get("note", ""),
        "discarded": [
            {
                "option": str(label("care_option", one["option"])),
                "why_not": str(label("option_discarded", one["why_not"])),
                "reason": one["reason"],
            }
            for one in file.latest("options", "record_care_options", default=[])
        ],
        "event": str(placement.id),
    }
