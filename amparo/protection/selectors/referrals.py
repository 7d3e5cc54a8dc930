"""Referrals of a case as a person reads them.

To whom each was sent, and what the reader may say of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from amparo.cases.access import find_responsible
from amparo.cases.act import ACTS
from amparo.cases.file import CaseFile
from amparo.directory.selectors import offices_of
from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_list, label
from amparo.protection.referrals import Referral, asked_in, list_referrals


def subject_words(subject: str) -> str:
    """Return in words what a referral asks for.

    The service, the purpose, or the act itself.
    """
    for list_name in ("service", "information_purpose"):
        if subject in code_list(list_name):
            return str(label(list_name, subject))
    return str(ACTS[subject].title) if subject in ACTS else ""


@dataclass(frozen=True, slots=True)
class SentReferral:
    """A referral with the name of its recipient.

    `is_theirs`: it was sent to the agency of who reads. `is_of_sender`: their agency sent it, or answers for the child.
    """

    referral: Referral
    recipient: str
    is_theirs: bool
    is_of_sender: bool

    @property
    def subject(self) -> str:
        """Return in words what was asked."""
        return subject_words(asked_in(self.referral.entry).subject)


def list_sent_referrals(file: CaseFile, *, by: Actor) -> list[SentReferral]:
    """Return the referrals on this file, the latest first.

    Two queries, none without any.
    """
    found = list_referrals(file)
    if not found:
        return []
    offices = offices_of({referral.institution for referral in found})
    responsible = find_responsible(file.case_id).agency
    return [
        _as_read(referral, offices.get(referral.institution, ("", None)), by, responsible) for referral in found[::-1]
    ]


def _as_read(referral: Referral, office: tuple[str, UUID | None], by: Actor, responsible: UUID | None) -> SentReferral:
    name, agency = office
    is_theirs = by.agency is not None and agency == by.agency
    return SentReferral(referral, name, is_theirs, by.agency in {referral.entry.agency, responsible})


def list_answerable(file: CaseFile, *, by: Actor) -> list[SentReferral]:
    """Return the referrals of which this person may say how they stand."""
    return [sent for sent in list_sent_referrals(file, by=by) if sent.is_theirs or sent.is_of_sender]
