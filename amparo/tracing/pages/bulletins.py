"""Search bulletins that the reader's agency received: reading, printing and acknowledging them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.cases.act import ACTS, parse_input
from amparo.cases.pages.base import works_on_cases
from amparo.cases.perform import perform
from amparo.cases.rights import role_may
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.problems import BadInput
from amparo.ledger.text import t
from amparo.tracing.papers import bulletin as papers
from amparo.tracing.selectors import reports
from amparo.ui import present
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.resource import RESOURCES

_TONES = {"in_force": "action", "expired": "neutral", "withdrawn": "danger"}
ACKNOWLEDGE = "record_bulletin_acknowledged"


@signed_in
@works_on_cases
def bulletin(request: ReaderRequest, bulletin_id: UUID) -> HttpResponse:
    """Show a bulletin that the reader's agency received: what it says while it is in force, its paper, the receipt."""
    by = request.actor
    found = bulletin_row(reports.received_bulletin(bulletin_id, by=by), by)
    return render(request, "tracing/bulletin.html", {"b": found, "resource": RESOURCES["bulletins"]})


def bulletin_row(bulletin: Any, by: Actor, *, whole: bool = False) -> dict[str, Any]:
    """A bulletin as it is shown: what it says, whether it is in force, who has it. `whole`: for who sees the report."""
    state, now = reports.bulletin_state(bulletin), clock.now()
    recipients = list(bulletin.recipients.all())
    waits = reports.awaits_receipt(bulletin)
    return {
        "id": bulletin.id,
        "name": papers.title_of(bulletin.content if whole or reports.is_named(bulletin) else {}),
        "rows": papers.rows_of(bulletin.content),
        "state": {"text": label("bulletin_state", state), "tone": _TONES[state]},
        "issued": present.format_relative(bulletin.issued_at, now, by),
        "expires": present.format_relative(bulletin.expires_at, now, by),
        "reason": label("bulletin_withdrawal", bulletin.reason) if bulletin.reason else "",
        "paper": reverse("bulletin_paper", args=[bulletin.id]) if state == "in_force" else "",
        "recipients": [_recipient(one, now, by) for one in recipients] if whole else [],
        "receipt": "" if whole or not waits or not role_may(by, ACTS[ACKNOWLEDGE])
        else reverse("bulletin_receipt", args=[bulletin.id]),
        "received": "" if whole else _received(recipients, now, by),
        "take_down": state == "withdrawn",
    }  # fmt: skip


def _received(own: list[Any], now: Any, by: Actor) -> str:
    """That one's own agency has it, and who said so, for the colleagues."""
    said = [one for one in own if one.acknowledged_at]
    if not said:
        return ""
    when = present.format_relative(said[0].acknowledged_at, now, by)
    return t("Recibido por {who}, {when}", "Received by {who}, {when}", who=said[0].acknowledged_by, when=when)


def _recipient(recipient: Any, now: Any, by: Actor) -> dict[str, Any]:
    when = recipient.acknowledged_at
    said = (
        t(
            "recibido por {who}, {when}",
            "received by {who}, {when}",
            who=recipient.acknowledged_by,
            when=present.format_relative(when, now, by),
        )
        if when
        else ""
    )
    taken = recipient.withdrawal_told_at
    return {
        "name": recipient.name,
        "said": said or t("sin acuse de recibo", "not acknowledged"),
        "taken_down": t(
            "retirado: lo sabe desde {when}",
            "withdrawn: known since {when}",
            when=present.format_relative(taken, now, by),
        )
        if taken
        else "",
    }


@signed_in
@works_on_cases
def acknowledge(request: ReaderRequest, bulletin_id: UUID) -> HttpResponse:
    """Say that one's agency has a bulletin, or took it down. The reader's own name is on it."""
    by = request.actor
    bulletin = reports.readable_bulletin(bulletin_id, by=by)
    if request.method != "POST" or not role_may(by, ACTS[ACKNOWLEDGE]):
        raise Http404
    body = {"bulletin": str(bulletin.id), "received_by": by.name, "means": "on_node"}
    try:
        perform(ACKNOWLEDGE, bulletin.case_id, parse_input(ACTS[ACKNOWLEDGE], body), by=by)
    except BadInput as error:
        raise Http404 from error  # seen, but not sent to one's own agency
    messages.success(request, str(t("Gracias: quedó anotado.", "Thank you: it is recorded.")))
    return redirect(RESOURCES["bulletins"].url)


@signed_in
@works_on_cases
def paper(request: ReaderRequest, bulletin_id: UUID) -> HttpResponse:
    """A bulletin in force as PDF, in the reader's language; of one that is over there is none."""
    bulletin = reports.readable_bulletin(bulletin_id, by=request.actor)
    printed = reports.to_print(bulletin)
    content = papers.pdf(bulletin, printed, base_url=request.build_absolute_uri("/"))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="amparo-{bulletin.id.hex[-8:]}.pdf"'
    return response
