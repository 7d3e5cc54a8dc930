"""The form of a step of a referral, for its recipient and for who sent it."""

from __future__ import annotations

from django.urls import reverse

from amparo.accounts.selectors import agency_names, person_names
from amparo.cases.access import sees_case
from amparo.cases.act import ACTS
from amparo.cases.answers import answer_rows
from amparo.cases.forms.layout import Arranged, Layout, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.cases.perform import Outcome
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.referrals import RECIPIENT_STATUSES
from amparo.protection.selectors.referrals import SentReferral, list_answerable
from amparo.ui.forms.read import single_value
from amparo.ui.forms.show import Form, fields_for
from amparo.ui.present import format_local_date

_ABOUT_OTHERS = frozenset({"told_by"})
"""What is asked of who tells how a referral stands, and not of its recipient."""


class ReferralStepPage(Layout):
    """Begins from the referral that was opened, or from the only one that waits."""

    template = "protection/referral_step.html"

    def initial_values(self, writing: Writing) -> dict[str, list[str]]:
        """Return the referral as the first answer; how it stands is for the writer to say."""
        return super().initial_values(writing) | _chosen_referral(writing)

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return the questions, below what was sent.

        Of its recipient, only what a recipient says.
        """
        fields, offered = fields_for(writing.declared.Input, form), list_answerable(writing.file, by=writing.by)
        chosen = [sent for sent in offered if _id_of(sent) == single_value(form.typed, "referral")]
        more: JsonObject = {"answered": [_describe(sent, writing) for sent in chosen]}
        if all(sent.is_of_sender for sent in offered):
            return Arranged(fields, more)
        return Arranged([_for_recipient(field) for field in fields if field["name"] not in _ABOUT_OTHERS], more)

    def next_address(self, writing: Writing, outcome: Outcome) -> str:
        """Return the case; their work for who declined it, and sees it no longer."""
        if not sees_case(writing.by, outcome.case.id):
            return reverse("home")
        return super().next_address(writing, outcome)


def _chosen_referral(writing: Writing) -> dict[str, list[str]]:
    offered = list_answerable(writing.file, by=writing.by)
    asked = [sent for sent in offered if _id_of(sent) in writing.asked.get("referral", [])]
    waiting = [sent for sent in offered if sent.is_theirs and sent.referral.awaits_recipient]
    chosen = asked or (waiting if len(waiting) == 1 else [])
    return {"referral": [_id_of(chosen[0])]} if chosen else {}


def _describe(sent: SentReferral, writing: Writing) -> JsonObject:
    """Return what was sent, by whom and when."""
    entry, by = sent.referral.entry, writing.by
    who, office = person_names({entry.by}).get(entry.by, ""), ""
    if entry.agency:
        office = agency_names({entry.agency}).get(entry.agency, "")
    when = format_local_date(entry.occurred_at, by)
    told = t(
        "La envió {who}, el {when}", "Sent by {who}, on {when}", who=", ".join(filter(None, (who, office))), when=when
    )
    return {
        "subject": sent.subject,
        "from": told,
        "rows": answer_rows(ACTS[entry.act], entry.body, by, writing.case_id, without={"institution"}),
    }


def _id_of(sent: SentReferral) -> str:
    return str(sent.referral.entry.id)


def _for_recipient(field: JsonObject) -> JsonObject:
    if field["name"] != "status":
        return field
    return field | {"choices": [choice for choice in field["choices"] if choice["value"] in RECIPIENT_STATUSES]}


register_layout("record_referral_step", ReferralStepPage())
