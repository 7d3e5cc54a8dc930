"""Pages of search bulletins that the reader's agency received.

Reading, printing, acknowledging.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
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
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput
from amparo.ledger.text import t
from amparo.tracing.papers import bulletin as papers
from amparo.tracing.selectors import bulletins as bulletin_selectors
from amparo.ui import present
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.resource import RESOURCES

if TYPE_CHECKING:
    from amparo.tracing.models.reports import Bulletin, BulletinRecipient


_TONES = {"in_force": "action", "expired": "neutral", "withdrawn": "danger"}
ACKNOWLEDGE = "record_bulletin_acknowledged"


@signed_in
@works_on_cases
def bulletin(request: ReaderRequest, bulletin_id: UUID) -> HttpResponse:
    """Show a received bulletin: content while in force, paper, receipt."""
    by = request.actor
    found = bulletin_row(bulletin_selectors.received_bulletin(bulletin_id, by=by), by)
    return render(request, "tracing/bulletin.html", {"b": found, "resource": RESOURCES["bulletins"]})


def bulletin_row(bulletin: Bulletin, by: Actor, *, whole: bool = False) -> JsonObject:
    """Return a bulletin for a template.

    `whole`: for a reader who sees the report.
    """
    state, now = bulletin_selectors.bulletin_state(bulletin), clock.now()
    recipients = list(bulletin.recipients.all())
    waits = bulletin_selectors.awaits_receipt(bulletin)
    return {
        "id": bulletin.id,
        "name": papers.bulletin_title(bulletin.content if whole or bulletin_selectors.may_show_name(bulletin) else {}),
        "rows": papers.bulletin_rows(bulletin.content),
        "state": {"text": label("bulletin_state", state), "tone": _TONES[state]},
        "issued": present.format_relative(bulletin.issued_at, now, by),
        "expires": present.format_relative(bulletin.expires_at, now, by),
        "reason": label("bulletin_withdrawal", bulletin.reason) if bulletin.reason else "",
        "paper": reverse("bulletin_paper", args=[bulletin.id]) if state == "in_force" else "",
        "recipients": [_recipient_row(recipient, now, by) for recipient in recipients] if whole else [],
        "receipt": "" if whole or not waits or not role_may(by, ACTS[ACKNOWLEDGE])
        else reverse("bulletin_receipt", args=[bulletin.id]),
        "received": "" if whole else _own_receipt_words(recipients, now, by),
        "take_down": state == "withdrawn",
    }  # fmt: skip


def _own_receipt_words(own: list[BulletinRecipient], now: datetime, by: Actor) -> str:
    """Return who of the reader's agency acknowledged the bulletin, if anybody."""
    for recipient in own:
        if recipient.acknowledged_at:
            when = present.format_relative(recipient.acknowledged_at, now, by)
            who = recipient.acknowledged_by
            return t("Recibido por {who}, {when}", "Received by {who}, {when}", who=who, when=when)
    return ""


def _recipient_row(recipient: BulletinRecipient, now: datetime, by: Actor) -> JsonObject:
    when = recipient.acknowledged_at
    receipt = (
        t(
            "recibido por {who}, {when}",
            "received by {who}, {when}",
            who=recipient.acknowledged_by,
            when=present.format_relative(when, now, by),
        )
        if when
        else ""
    )
    told_at = recipient.withdrawal_told_at
    return {
        "name": recipient.name,
        "said": receipt or t("sin acuse de recibo", "not acknowledged"),
        "taken_down": t(
            "retirado: lo sabe desde {when}",
            "withdrawn: known since {when}",
            when=present.format_relative(told_at, now, by),
        )
        if told_at
        else "",
    }


@signed_in
@works_on_cases
def acknowledge(request: ReaderRequest, bulletin_id: UUID) -> HttpResponse:
    """Acknowledge a bulletin or its withdrawal for the reader's agency."""
    by = request.actor
    bulletin = bulletin_selectors.readable_bulletin(bulletin_id, by=by)
    if request.method != "POST" or not role_may(by, ACTS[ACKNOWLEDGE]):
        raise Http404
    body = {"bulletin": str(bulletin.id), "received_by": by.name, "means": "on_node"}
    try:
        perform(ACKNOWLEDGE, bulletin.case_id, parse_input(ACTS[ACKNOWLEDGE], body), by=by)
    except BadInput as error:
        raise Http404 from error  # visible, but not sent to the reader's agency
    messages.success(request, str(t("Gracias: quedó anotado.", "Thank you: it is recorded.")))
    return redirect(RESOURCES["bulletins"].url)


@signed_in
@works_on_cases
def paper(request: ReaderRequest, bulletin_id: UUID) -> HttpResponse:
    """Return a bulletin in force as PDF, in the reader's language.

    Raises `NotVisible` once it is over.
    """
    bulletin = bulletin_selectors.readable_bulletin(bulletin_id, by=request.actor)
    printed = bulletin_selectors.bulletin_paper_data(bulletin)
    content = papers.render_pdf(bulletin, printed, base_url=request.build_absolute_uri("/"))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="amparo-{bulletin.id.hex[-8:]}.pdf"'
    return response
