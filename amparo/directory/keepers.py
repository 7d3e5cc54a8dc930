"""Who changes the registers of a node."""

from typing import Final

from amparo.accounts.roles import ADMINISTRATOR

ADMINISTRATORS: Final = frozenset({ADMINISTRATOR})
KEEPERS: Final = frozenset({ADMINISTRATOR, "protection_supervisor", "secretariat"})
"""The administrator; on a national node the supervisors of protection too, on the regional node the Secretariat."""
