"""The roles that edit the registers of a node."""

from typing import Final

from amparo.accounts.roles import ADMINISTRATOR

ADMINISTRATORS: Final = frozenset({ADMINISTRATOR})
REGISTER_EDITORS: Final = frozenset({ADMINISTRATOR, "protection_supervisor", "secretariat"})
"""The administrator; on a national node the supervisors of protection too, on the regional node the Secretariat."""
