"""What the page of the day of the journey shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.urls import reverse

from amparo.cases import components
from amparo.cases.act import ACTS
from amparo.cases.file import Entry
from amparo.cases.links import act_href_if_allowed
from amparo.cases.obstacles import obstacles_if_stated
from amparo.cases.problems import Refused
from amparo.cases.selectors.chain import visible_event_hash
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import FieldError
from amparo.ledger.text import t
from amparo.registry.selectors import case_contact, child_card
from amparo.returns.pages.journey_day import (
    DEPART,
    HANDED_OVER,
    HANDOVER,
    RECEIVE,
    STAGE,
    STAGE_FORMS,
    FormData,
    JourneyDay,
    propose_delay,
)
from amparo.returns.panels.return_plan import STATED_ON_THE_DAY
from amparo.returns.plan import arrival_at_destination
from amparo.returns.selectors import planned_stages
from amparo.returns.working_days import describe_arrival
from amparo.ui import present
from amparo.ui.forms import Form, fields_for
from amparo.ui.forms.read import single_value
from amparo.ui.paper_code import paper_code
from amparo.ui.stash import sign_owner

_CHECKLIST = ("health_state", "health_note", "belongings", "documents", "child_said", "handed_over_by", "place")
_SIBLING_QUESTIONS = ("siblings_plan", "siblings_reason")
_RECEIVER_QUESTIONS = ("receiver", "credential")
_SIGNATURE_PADS = {
    "giver_signature": t("Firma de quien entrega", "Signature of who hands over"),
    "receiver_signature": t("Firma de quien recibe", "Signature of who receives"),
}
_ALARM_STAGES = frozenset({"child_absent", "incident", "turned_back"})
_CODE_HINT = t(
    "Quien recibe lo lee con su teléfono: dice si es auténtico, y nada más.",
    "Who receives reads it with their phone: it says whether it is genuine, and nothing else.",
)


@dataclass(frozen=True, slots=True)
class JourneyForm:
    """What was typed into a form of the page, and what is wrong with it.

    `opened`: which form was sent.
    """

    typed: FormData
    errors: tuple[FieldError, ...] = ()
    refusal: Refused | None = None
    opened: str = ""


def build_context(day: JourneyDay, sent: JourneyForm) -> JsonObject:
    """Return what the template of the page shows."""
    last_departure = day.file.last("execute_return")
    return {
        **_build_head(day, last_departure),
        **_build_forms(day, sent),
        **_build_links(day),
        "planned_stages": _build_planned_stage_rows(day),
        "recorded_stages": [
            _build_recorded_stage_row(entry, day.by) for entry in day.list_stages_since(last_departure)
        ],
        "verification": _build_verification(day, last_departure),
        "verdicts": _build_verdicts(day, sent.refusal),
        "once": uuid4().hex,
        "owner": sign_owner(day.by.id),
    }


def _build_head(day: JourneyDay, last_departure: Entry | None) -> JsonObject:
    departure = day.departure
    return {
        "case": day.case,
        "name": child_card(day.case, day.file).name,
        "back_href": reverse("case_tab", args=[day.case.id, "return"]),
        "departed": _format_instant(departure.occurred_at, day.by) if departure else "",
        "is_over": departure is None and last_departure is not None and day.plan is None,
        "arrival": _describe_planned_arrival(day),
    }


def _describe_planned_arrival(day: JourneyDay) -> str:
    arrival = arrival_at_destination(day.plan, day.country) if day.plan else None
    if arrival is None:
        return ""
    return f"{present.format_as_written(arrival)} (UTC{arrival:%:z}) · {describe_arrival(arrival, day.country)}"


def _format_instant(instant: datetime, by: Actor) -> str:
    return present.format_relative(instant, clock.now(), by)


def _build_forms(day: JourneyDay, sent: JourneyForm) -> JsonObject:
    """Return the form of the departure, or those of the stages and the hand-over."""
    form = Form(day.by, day.by.zone, day.case.id, propose_delay(day) | sent.typed, sent.errors)
    is_under_way, may_record = day.departure is not None, day.may(STAGE)
    stage_forms, handover = [], None
    if is_under_way and may_record:
        stage_forms = [_build_stage_form(form, stage, sent.opened) for stage in STAGE_FORMS if stage != "child_absent"]
        handover = _build_handover_form(form)
    fields = [field for stage_form in stage_forms for field in stage_form["fields"]]
    fields += handover["fields"] if handover else []
    return {
        "departure_form": _build_departure_form(day, sent.typed) if not is_under_way and day.plan else None,
        "stage_forms": stage_forms,
        "absence_form": _build_stage_form(form, "child_absent", sent.opened) if may_record else None,
        "handover": handover,
        "opened": sent.opened,
        "errors": form.summary(fields) if sent.errors else [],
    }


def _build_departure_form(day: JourneyDay, typed: FormData) -> JsonObject:
    """Return what is missing to depart, and the questions of the departure."""
    card, missing = obstacles_if_stated(DEPART, day.case, day.by, **STATED_ON_THE_DAY[DEPART])
    form = Form(day.by, day.by.zone, day.case.id, typed)
    questions = ("confirmations", *(_SIBLING_QUESTIONS if "siblings_separated" in missing else ()))
    return card | {"fields": _drop_headings(fields_for(ACTS[DEPART].Input, form, only=questions))}


def _drop_headings(fields: list[JsonObject]) -> list[JsonObject]:
    return [field for field in fields if field["kind"] != "heading"]


def _build_stage_form(form: Form, stage: str, opened: str) -> JsonObject:
    fields = fields_for(ACTS[STAGE].Input, form, prefix=f"{stage}.", only=STAGE_FORMS[stage])
    return {
        "stage": stage,
        "title": label("travel_stage", stage),
        "fields": [field | {"rows": 2} for field in _drop_headings(fields)],
        "open": opened == stage,
    }


def _build_handover_form(form: Form) -> JsonObject:
    """Return the checklist, the questions on the receiver, and the signature pads."""
    checklist = fields_for(ACTS[HANDOVER].Input, form, only=_CHECKLIST)
    receiver = fields_for(ACTS[STAGE].Input, form, only=_RECEIVER_QUESTIONS)
    return {
        "fields": [
            field | ({"rows": 2} if field["kind"] == "textarea" else {})
            for field in _drop_headings([*checklist, *receiver])
        ],
        "pads": [
            {"name": name, "label": text, "value": single_value(form.typed, name)}
            for name, text in _SIGNATURE_PADS.items()
        ],
        "is_begun": bool(form.typed.get("belongings")),
    }


def _build_planned_stage_rows(day: JourneyDay) -> list[JsonObject]:
    """Return the stages as planned, in the zone of the destination; reached or not."""
    if day.plan is None:
        return []
    reached = {entry.get("place") for entry in day.list_stages_since(day.departure)}
    stages = planned_stages(day.plan, day.country)
    return [
        {
            "from": stage.from_place,
            "to": stage.to_place,
            "transport": label("travel_means", stage.transport) if stage.transport else "",
            "departs": present.format_as_written(stage.departs_at) if stage.departs_at else "",
            "arrives": present.format_as_written(stage.arrives_at) if stage.arrives_at else "",
            "reached": stage.to_place in reached,
            "stage": "arrived" if number == len(stages) else "stage_reached",
        }
        for number, stage in enumerate(stages, 1)
    ]


def _build_recorded_stage_row(entry: Entry, by: Actor) -> JsonObject:
    details = (_describe_delay(entry, by), entry.get("place"), entry.get("receiver"), entry.get("note"))
    return {
        "title": label("travel_stage", entry["stage"]),
        "when": _format_instant(entry.occurred_at, by),
        "details": " · ".join(filter(None, details)),
        "is_alarm": entry["stage"] in _ALARM_STAGES,
    }


def _describe_delay(entry: Entry, by: Actor) -> str:
    expected_at = entry.get("expected_at")
    if not expected_at:
        return ""
    return str(
        t("Llegaría {when}", "Would arrive {when}", when=_format_instant(datetime.fromisoformat(expected_at), by))
    )


def _build_links(day: JourneyDay) -> JsonObject:
    is_under_way = day.departure is not None
    return {
        "reception_href": act_href_if_allowed("record_reception", day.case.id, day.by) if is_under_way else "",
        "receive_href": _find_receive_href(day) if is_under_way else "",
        "phones": _list_phones(day),
    }


def _find_receive_href(day: JourneyDay) -> str:
    """Return the link to receive the child.

    For who records the journey, and for who may receive in the country of origin.
    """
    href = act_href_if_allowed(RECEIVE, day.case.id, day.by)
    if not href or day.may(STAGE):
        return href
    card, _ = obstacles_if_stated(RECEIVE, day.case, day.by)
    return href if card["is_mine"] else ""


def _list_phones(day: JourneyDay) -> list[dict[str, str]]:
    """Return whom to call: protection on duty, then those who receive."""
    receivers = day.plan.answers.get("receivers", []) if day.plan else []
    numbers = [(str(t("Guardia de protección", "Protection, on duty")), case_contact(day.case)[1])]
    numbers += [(receiver["name"], receiver.get("phone", "")) for receiver in receivers]
    return [{"who": who, "phone": phone, "href": f"tel:{phone.replace(' ', '')}"} for who, phone in numbers if phone]


def _build_verification(day: JourneyDay, last_departure: Entry | None) -> JsonObject | None:
    """Return the code that proves the latest hand-over, or the departure, as genuine."""
    if last_departure is None:
        return None
    handovers = [entry for entry in day.list_stages_since(last_departure) if entry["stage"] == HANDED_OVER]
    entry = handovers[0] if handovers else last_departure
    event_hash = visible_event_hash(day.case, entry.seq)
    if event_hash is None:
        return None
    address = day.request.build_absolute_uri(reverse("verify", args=[paper_code(event_hash)]))
    return {
        "title": t("Entrega", "Hand-over") if handovers else t("Salida", "Departure"),
        "hint": _CODE_HINT,
        "qr": present.draw_qr(address),
        "code": paper_code(event_hash),
        "address": address,
    }


def _build_verdicts(day: JourneyDay, refusal: Refused | None) -> list[JsonObject]:
    reasons = refusal.members()["reasons"] if refusal else []
    return [components.build_verdict(reason, day.case.id, day.by, trying=DEPART) for reason in reasons]
