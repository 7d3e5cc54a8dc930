"""The referrals of a child: how each stands, and where it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.act import ACTS
from amparo.cases.file import CaseFile
from amparo.cases.links import act_href
from amparo.cases.panels import register_panel
from amparo.cases.rights import role_may
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.selectors.referrals import SentReferral, list_sent_referrals
from amparo.ui.present import format_local_date

if TYPE_CHECKING:
    from amparo.cases.models import Case

_COLUMNS = (
    {"label": t("Para qué", "For what")},
    {"label": t("A quién", "To whom")},
    {"label": t("Enviada", "Sent")},
    {"label": t("Cómo va", "How it stands"), "kind": "tag"},
    {"label": t("Respuesta", "Answer")},
    {"label": t("Siguiente", "Next"), "kind": "link"},
)
_TONES = {
    "declined": "danger",
    "no_show": "danger",
    "escalated": "warning",
    "completed": "done",
    "cancelled": "neutral",
}


@register_panel("protection")
def build_referrals_panel(case: Case, file: CaseFile, by: Actor) -> JsonObject | None:
    """Return the referrals and how they stand; None without any."""
    sent = list_sent_referrals(file, by=by)
    if not sent:
        return None
    return {
        "template": "cases/panels/table.html",
        "title": t("Derivaciones", "Referrals"),
        "columns": _COLUMNS,
        "rows": [_build_cells(one, case, by) for one in sent],
    }


def _build_cells(sent: SentReferral, case: Case, by: Actor) -> list[object]:
    referral = sent.referral
    status, last = referral.status, referral.steps[-1] if referral.steps else None
    told = " · ".join(filter(None, (format_local_date(last.occurred_at, by), last.get("note")))) if last else ""
    if referral.answer_due_at:
        until = format_local_date(referral.answer_due_at, by)
        told = " · ".join(filter(None, (told, str(t("se espera hasta el {day}", "expected by {day}", day=until)))))
    shown = {"text": label("referral_status", status), "tone": _TONES.get(status, "info")}
    return [sent.subject, sent.recipient, format_local_date(referral.entry.occurred_at, by), shown, told,
            _link_to_next(sent, case, by)]  # fmt: skip


def _link_to_next(sent: SentReferral, case: Case, by: Actor) -> JsonObject | None:
    """Return where it is answered, or where its sender says how it stands.

    Nothing once it is over.
    """
    may_say = role_may(by, ACTS["record_referral_step"]) and (sent.is_theirs or sent.is_of_sender)
    if not may_say or not sent.referral.is_open:
        return None
    href = f"{act_href(case.id, 'record_referral_step')}?referral={sent.referral.entry.id}"
    is_answer = sent.is_theirs and sent.referral.awaits_recipient
    return {"href": href, "text": t("Responder", "Answer") if is_answer else t("Anotar cómo va", "Say how it stands")}
