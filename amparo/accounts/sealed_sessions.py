"""Sessions whose rows are sealed.

Forms sent too late and the seed of a code app that is being set up lie in them, outside row-level security; Django only
signs them.
"""

from __future__ import annotations

from typing import Any, Final

from cryptography.exceptions import InvalidTag
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from amparo.ledger.keys import seal_as_text, unseal_text

_BOUND_TO: Final = "amparo.session"


class SessionStore(DatabaseSessionStore):
    """Seal with the key of the node what Django would sign."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return a session as its row keeps it."""
        return seal_as_text(session_dict, _BOUND_TO)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Return the session of a row, an empty one if the node did not seal it."""
        try:
            return unseal_text(str(session_data), _BOUND_TO)
        except (InvalidTag, ValueError):
            return {}
