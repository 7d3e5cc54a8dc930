"""The day of the journey, on a phone: the child leaves, is on the way, is handed over; or is not there.

A form carries a key of its own: sent twice on a poor line it writes once. The hand-over saves itself as it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.cases import components, drafts, selectors
from amparo.cases.act import ACTS, ActInput, parse_input
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile, Entry
from amparo.cases.links import act_href_if_allowed
from amparo.cases.obstacles import obstacles_if_stated
from amparo.cases.pages.drafting import KEEP, save_as_typed, typed_in
from amparo.cases.perform import perform_once
from amparo.cases.problems import Refused
from amparo.cases.readings import log_reading
from amparo.cases.rights import role_may
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.models import Event
from amparo.ledger.problems import BadInput, FieldError, InProgress, RoleMayNot
from amparo.ledger.text import t
from amparo.registry.filing import file_case
from amparo.registry.selectors import child_card, who_answers
from amparo.returns.journey import departure, file_after
from amparo.returns.panels.return_plan import STATED
from amparo.returns.plan import Plan, arrival_at_destination, current
from amparo.returns.selectors import stages_there
from amparo.returns.working_days import in_calendar_words
from amparo.ui import present
from amparo.ui.forms import Form, fields_for, json_from, typed_from
from amparo.ui.forms.read import date_text, one
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.paper_code import code_of
from amparo.ui.stash import owner_mark, take_what_was_typed

if TYPE_CHECKING:
    from amparo.cases.models import Case

LEAVE, STAGE, HANDOVER, RECEIVE = "execute_return", "record_travel_stage", "record_handover", "receive_return"
HANDED_OVER, DELAYED = "handed_over", "delayed"
ASKED = {
    DELAYED: ("expected_at", "place", "note"),
    "incident": ("place", "note"),
    "turned_back": ("place", "note"),
    "child_absent": ("place", "note"),
}
"""What is asked for each stage that opens a small form of its own; its names begin with the stage."""
_EXPECTED = f"{DELAYED}.expected_at"
_CHECKLIST = ("health_state", "health_note", "belongings", "documents", "child_said", "handed_over_by", "place")
_SIBLINGS = ("siblings_plan", "siblings_reason")
_RECEIVED = ("receiver", "credential")
_PADS = ("giver_signature", "receiver_signature")
_SIGNED_SHEET = t("Acta de entrega firmada en papel", "Hand-over record signed on paper")


@dataclass(frozen=True)
class Day:
    """The day of one child's journey, as whoever asks may see it."""

    request: ReaderRequest
    case: Case
    file: CaseFile

    @property
    def by(self) -> Actor:
        """Whoever asks."""
        return self.request.actor

    @property
    def left(self) -> Entry | None:
        """The departure of the journey under way."""
        return departure(self.file)

    @property
    def plan(self) -> Plan | None:
        """The plan of the journey, while it is not over."""
        found = current(self.file)
        return None if found is None or found.is_over else found

    def may(self, code: str) -> bool:
        """Whether the reader's role includes an act."""
        return role_may(self.by, ACTS[code])


@signed_in
def journey(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """How the journey stands and what can be written now; sending one of its forms writes it."""
    case = selectors.visible_case(case_id, by=request.actor)
    day = Day(request, case, selectors.file_for(case, by=request.actor))
    if request.method != "POST":
        log_reading(case, "return", by=request.actor)
        draft = drafts.draft_of(case, STAGE, by=request.actor) if day.may(STAGE) else None
        return _page(day, dict(take_what_was_typed(request) or (draft.typed if draft else {})))
    if not day.may(STAGE):
        raise Http404
    return save_as_typed(request, case, ACTS[STAGE]) if request.POST.get("do") == KEEP else _send(day)


def _send(day: Day) -> HttpResponse:
    typed, form = typed_in(day.request), day.request.POST.get("form", "")
    prefix = f"{form}." if form in ASKED else ""
    try:
        asked = [(code, parse_input(ACTS[code], body)) for code, body in _asked(day, typed, form, prefix)]
        for code, given in asked:
            ACTS[code].check(day.file, given)
        done = [_write(day, code, given) for code, given in asked]
    except BadInput as problem:
        errors = tuple(FieldError(prefix + error.path, error.message) for error in problem.errors)
        return _page(day, typed, errors=errors, opened=form, status=422)
    except Refused as problem:
        return _page(day, typed, refused=problem, status=409)
    except InProgress as problem:
        messages.warning(day.request, str(problem.detail))
        return redirect("journey", day.case.id)
    if form == HANDED_OVER:
        drafts.discard(day.case, STAGE, by=day.by)
        _keep_photo(day, is_new=any(done))
    messages.success(day.request, str(t("Anotado.", "Written down.")))
    return redirect("journey", day.case.id)


def _asked(day: Day, typed: dict[str, list[str]], form: str, prefix: str) -> list[tuple[str, dict[str, Any]]]:
    """The acts that a form writes: leaving, a stage, or the hand-over with its record."""
    zone = day.by.zone
    if form == LEAVE:
        return [(LEAVE, json_from(ACTS[LEAVE].Input, typed, zone=zone))]
    if form == DELAYED:
        typed = _by_its_hour(typed, proposed=_expected(day))
    stage = json_from(ACTS[STAGE].Input, typed, zone=zone, prefix=prefix) | {"stage": one(typed, "stage")}
    if form != HANDED_OVER:
        return [(STAGE, stage)]
    handover = json_from(ACTS[HANDOVER].Input, typed, zone=zone)
    received = " · ".join(filter(None, (stage.get("receiver"), stage.get("credential"))))
    record = [(HANDOVER, handover | ({"received_by": received[:200]} if received else {}))]
    return [*(record if day.may(HANDOVER) else []), (STAGE, stage)]


def _by_its_hour(typed: dict[str, list[str]], *, proposed: dict[str, list[str]]) -> dict[str, list[str]]:
    """A delay is told by its hour. Without one the day that was proposed says nothing; another day asks for its hour.

    Raises `BadInput`: a day alone is no midnight, after which the child would soon count as missing."""
    told = date_text(typed, _EXPECTED)
    if told is None or one(typed, f"{_EXPECTED}-time"):
        return typed
    if told != date_text(proposed, _EXPECTED):
        raise BadInput(FieldError("expected_at", t("Escriba también la hora.", "Write the hour too.")))
    return {name: values for name, values in typed.items() if not name.startswith(_EXPECTED)}


def _write(day: Day, code: str, given: ActInput) -> bool:
    key = day.request.POST.get("once", "")[:80] or uuid4().hex
    return perform_once(code, day.case.id, given, key=f"{key}:{code}", by=day.by)


def _keep_photo(day: Day, *, is_new: bool) -> None:
    """The signed sheet, where it was signed on paper. A photo that is refused does not undo the hand-over."""
    photo = day.request.FILES.get("photo")
    if photo is None or not is_new:
        return
    try:
        file_case(day.case, content=photo.read(), kind="other", remark=str(_SIGNED_SHEET), by=day.by)
    except (BadInput, RoleMayNot):
        words = t("La entrega quedó anotada, pero la foto no se pudo guardar: añádala en «Archivos».",
                  "The hand-over was written down, but the photo could not be kept: add it in “Files”.")  # fmt: skip
        messages.warning(day.request, str(words))


def _page(
    day: Day,
    typed: dict[str, list[str]],
    *,
    errors: tuple[FieldError, ...] = (),
    refused: Refused | None = None,
    opened: str = "",
    status: int = 200,
) -> HttpResponse:
    case, by, left = day.case, day.by, day.left
    form = Form(by, by.zone, case.id, _expected(day) | typed, errors)
    reasons = refused.members()["reasons"] if refused else []
    forms = _forms(form, opened) if left and day.may(STAGE) else []
    handover = _handover(form) if left and day.may(STAGE) else None
    fields = [field for one in forms for field in one["fields"]] + (handover["fields"] if handover else [])
    last = day.file.last("execute_return")
    context = {
        "case": case,
        "name": child_card(case, day.file).name,
        "back_href": reverse("case_tab", args=[case.id, "return"]),
        "left": _when(left.occurred_at, by) if left else "",
        "is_over": left is None and last is not None and day.plan is None,
        "arrival": _arrival(day),
        "planned": _planned(day),
        "written": [_written(entry, by) for entry in _stages_since(day.file, last)],
        "leave": _leave(day, typed) if left is None and day.plan else None,
        "forms": forms,
        "absent": _small(form, "child_absent", opened) if day.may(STAGE) else None,
        "handover": handover,
        "reception_href": act_href_if_allowed("record_reception", case.id, by) if left else "",
        "receive_href": _receive_href(day) if left else "",
        "phones": _phones(day),
        "verify": _verify(day, last),
        "once": uuid4().hex,
        "owner": owner_mark(by.id),
        "opened": opened,
        "errors": form.summary(fields) if errors else [],
        "verdicts": [components.verdict(reason, case.id, by, trying=LEAVE) for reason in reasons],
    }
    return render(day.request, "returns/journey.html", context, status=status)


def _when(instant: datetime, by: Actor) -> str:
    return present.when(instant, clock.now(), by)


def _country(day: Day) -> str:
    country: str = compute_fact("country_origin", day.file, FactQuery(clock.now()))
    return country


def _arrival(day: Day) -> str:
    planned = arrival_at_destination(day.plan, _country(day)) if day.plan else None
    if planned is None:
        return ""
    return f"{present.there(planned)} (UTC{planned:%:z}) · {in_calendar_words(planned, _country(day))}"


def _planned(day: Day) -> list[dict[str, Any]]:
    """The stages as planned, in the hour of the destination; each reached one says so."""
    if day.plan is None:
        return []
    reached = {entry.get("place") for entry in _stages_since(day.file, day.left)}
    stages = stages_there(day.plan, _country(day))
    return [
        {
            "from": stage["from_place"],
            "to": stage["to_place"],
            "transport": label("travel_means", stage["transport"]) if stage.get("transport") else "",
            "departs": present.there(stage["departs_at"]) if stage["departs_at"] else "",
            "arrives": present.there(stage["arrives_at"]) if stage["arrives_at"] else "",
            "reached": stage["to_place"] in reached,
            "stage": "arrived" if number == len(stages) else "stage_reached",
        }
        for number, stage in enumerate(stages, 1)
    ]


def _stages_since(file: CaseFile, left: Entry | None) -> list[Entry]:
    return list(reversed(file_after(file, left, STAGE))) if left else []


def _written(entry: Entry, by: Actor) -> dict[str, Any]:
    return {
        "words": label("travel_stage", entry["stage"]),
        "when": _when(entry.occurred_at, by),
        "more": " · ".join(
            filter(None, (_later(entry, by), entry.get("place"), entry.get("receiver"), entry.get("note")))
        ),
        "is_alarm": entry["stage"] in {"child_absent", "incident", "turned_back"},
    }


def _later(entry: Entry, by: Actor) -> str:
    expected = entry.get("expected_at")
    when = _when(datetime.fromisoformat(expected), by) if expected else ""
    return str(t("Llegaría {when}", "Would arrive {when}", when=when)) if when else ""


def _leave(day: Day, typed: dict[str, list[str]]) -> dict[str, Any]:
    """What stands in the way of leaving; what is still to be stated, where nothing does and the reader may."""
    card, missing = obstacles_if_stated(LEAVE, day.case, day.by, **STATED[LEAVE])
    form = Form(day.by, day.by.zone, day.case.id, typed)
    asked = ("confirmations", *(_SIBLINGS if "siblings_separated" in missing else ()))
    fields = fields_for(ACTS[LEAVE].Input, form, only=asked)
    return card | {"fields": [field for field in fields if field["kind"] != "heading"]}


def _forms(form: Form, opened: str) -> list[dict[str, Any]]:
    return [_small(form, stage, opened) for stage in ASKED if stage != "child_absent"]


def _small(form: Form, stage: str, opened: str) -> dict[str, Any]:
    fields = fields_for(ACTS[STAGE].Input, form, prefix=f"{stage}.", only=ASKED[stage])
    return {
        "stage": stage,
        "title": label("travel_stage", stage),
        "fields": [field | {"rows": 2} for field in fields if field["kind"] != "heading"],
        "open": opened == stage,
    }


def _expected(day: Day) -> dict[str, list[str]]:
    """A delay is told by its hour: the day is that of the planned arrival."""
    planned = day.plan.said.get("arrives_at") if day.plan else None
    if planned is None:
        return {}
    typed = typed_from(ACTS[STAGE].Input, {"expected_at": planned}, zone=day.by.zone, prefix=f"{DELAYED}.")
    return {name: values for name, values in typed.items() if not name.endswith("-time")}


def _handover(form: Form) -> dict[str, Any]:
    """The checklist, who receives, and a pad for each signature."""
    checklist = fields_for(ACTS[HANDOVER].Input, form, only=_CHECKLIST)
    received = fields_for(ACTS[STAGE].Input, form, only=_RECEIVED)
    labels = {"giver_signature": t("Firma de quien entrega", "Signature of who hands over"),
              "receiver_signature": t("Firma de quien recibe", "Signature of who receives")}  # fmt: skip
    pads = [{"name": name, "label": labels[name], "value": one(form.typed, name)} for name in _PADS]
    fields = [field for field in (*checklist, *received) if field["kind"] != "heading"]
    return {"fields": [field | ({"rows": 2} if field["kind"] == "textarea" else {}) for field in fields], "pads": pads,
            "is_begun": bool(form.typed.get("belongings"))}  # fmt: skip


def _receive_href(day: Day) -> str:
    """Where the child is received: for who writes the journey, and for who waits in the country of origin."""
    href = act_href_if_allowed(RECEIVE, day.case.id, day.by)
    if not href or day.may(STAGE):
        return href
    card, _ = obstacles_if_stated(RECEIVE, day.case, day.by)
    return href if card["is_mine"] else ""


def _phones(day: Day) -> list[dict[str, str]]:
    """Whom to call: protection on duty, then those who receive."""
    duty = [(str(t("Guardia de protección", "Protection, on duty")), who_answers(day.case)[1])]
    receivers = [
        (one["name"], one.get("phone", "")) for one in (day.plan.said.get("receivers", []) if day.plan else [])
    ]
    return [
        {"who": who, "phone": phone, "href": f"tel:{phone.replace(' ', '')}"}
        for who, phone in duty + receivers
        if phone
    ]


def _verify(day: Day, last: Entry | None) -> dict[str, Any] | None:
    """The code of the latest hand-over, or of the departure: it leads to a page that says whether it is genuine."""
    if last is None:
        return None
    given = [entry for entry in _stages_since(day.file, last) if entry["stage"] == HANDED_OVER]
    entry = given[0] if given else last
    found = Event.objects.filter(chain=day.case.id, seq=entry.seq).values_list("hash", flat=True).first()
    if found is None:
        return None
    address = day.request.build_absolute_uri(reverse("verify", args=[code_of(found)]))
    title = t("Entrega", "Hand-over") if given else t("Salida", "Departure")
    return {"qr": present.qr(address), "code": code_of(found), "address": address, "title": title}
