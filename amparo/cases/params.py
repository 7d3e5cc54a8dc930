"""Parameters on whoever receives.

The institution chosen from the directory, for every act that asks for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.compartments import GENERAL
from amparo.cases.param_providers import NOWHERE, DecisionContext, parameter
from amparo.directory import selectors as directory
from amparo.ledger.days import local_day

if TYPE_CHECKING:
    from amparo.directory.models import Institution


def _recipient(context: DecisionContext) -> Institution | None:
    chosen = context.answer("institution")
    return directory.get_institution(chosen) if chosen else None


@parameter("recipient_org_kind", proven_in=NOWHERE)
def recipient_org_kind(context: DecisionContext) -> str | None:
    """Return kind of the chosen institution."""
    recipient = _recipient(context)
    return recipient.org_kind if recipient else None


@parameter("recipient_country", proven_in={GENERAL})
def recipient_country(context: DecisionContext) -> str | None:
    """Return country of the chosen institution.

    Who reunifies sends the child to the country of the assessed home.
    """
    if context.action == "reunify":
        country: str | None = context.file.latest("home_country", "record_home_assessment")
        return country
    recipient = _recipient(context)
    return recipient.country if recipient else None


@parameter("recipient_agreement", proven_in=NOWHERE)
def recipient_agreement(context: DecisionContext) -> str | None:
    """Return the kind of agreement in force with the chosen institution."""
    recipient = _recipient(context)
    return directory.current_agreement(recipient, on=local_day(context.at)) if recipient else None


@parameter("recipient_verified", proven_in=NOWHERE)
def recipient_verified(context: DecisionContext) -> bool:
    """Return whether the chosen institution is verified, bound to confidentiality."""
    recipient = _recipient(context)
    return recipient is not None and directory.is_verified(recipient, on=local_day(context.at))
