"""The secrets of second factors, sealed in their rows.

Their table lies outside row-level security: it is read before anybody is known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from allauth.mfa.adapter import DefaultMFAAdapter

from amparo.ledger.json import JsonObject
from amparo.ledger.keys import seal_as_text, unseal_text

_BOUND_TO: Final = "amparo.second_factor"
_SECRETS: Final = ("secret", "seed")


class Adapter(DefaultMFAAdapter):
    """Seal what allauth stores of code apps and recovery codes."""

    def encrypt(self, text: str) -> str:
        """Return a secret as its row keeps it."""
        return seal_as_text({"secret": text}, _BOUND_TO)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that `encrypt` sealed.

        Raises `cryptography.exceptions.InvalidTag` when the node has another key.
        """
        return str(unseal_text(encrypted_text, _BOUND_TO)["secret"])


def change_secrets(data: JsonObject, change: Callable[[str], str]) -> JsonObject:
    """Return the data of a second factor with each of its secrets changed.

    For the migration that seals what was stored in clear.
    """
    return {name: change(value) if name in _SECRETS else value for name, value in data.items()}
