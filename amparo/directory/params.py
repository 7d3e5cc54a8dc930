"""Parameters on whoever receives: the institution chosen from the directory, for every act that asks for one."""

from amparo.core.days import day_of
from amparo.core.params import Asking, parameter
from amparo.directory import selectors as directory
from amparo.directory.models import Institution


def _recipient(asking: Asking) -> Institution | None:
    chosen = asking.answer("institution")
    return directory.institution(chosen) if chosen else None


@parameter("recipient_org_kind")
def recipient_org_kind(asking: Asking) -> str | None:
    """Kind of the chosen institution."""
    recipient = _recipient(asking)
    return recipient.org_kind if recipient else None


@parameter("recipient_country")
def recipient_country(asking: Asking) -> str | None:
    """Country of the chosen institution; who reunifies sends the child to the country of the assessed home."""
    if asking.action == "reunify":
        country: str | None = asking.file.latest("home_country", "record_home_assessment")
        return country
    recipient = _recipient(asking)
    return recipient.country if recipient else None


@parameter("recipient_agreement")
def recipient_agreement(asking: Asking) -> str | None:
    """The protocol, agreement or accepted code of ethics in force with the chosen institution."""
    recipient = _recipient(asking)
    return directory.agreement_with(recipient, on=day_of(asking.at)) if recipient else None


@parameter("recipient_verified")
def recipient_verified(asking: Asking) -> bool:
    """Whether the chosen institution was checked and is bound to confidentiality."""
    recipient = _recipient(asking)
    return recipient is not None and directory.is_verified(recipient, on=day_of(asking.at))
