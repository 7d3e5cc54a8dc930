"""The roles that edit the registers of a node."""

from typing import Final

from amparo.accounts.roles import ADMINISTRATOR, AUDITOR
from amparo.ledger.actor import Actor

ADMINISTRATORS: Final = frozenset({ADMINISTRATOR})
REGISTER_EDITORS: Final = frozenset({ADMINISTRATOR, "protection_supervisor", "secretariat"})
"""The administrator; on a national node the supervisors of protection too, on the regional node the Secretariat."""


def edits_registers(by: Actor) -> bool:
    """Return whether `by` edits registers: the page of administration is theirs."""
    return by.role in REGISTER_EDITORS


def reads_people(by: Actor) -> bool:
    """Return whether `by` may read who signs in.

    Those who edit registers, and the auditor.
    """
    return edits_registers(by) or by.role == AUDITOR
