"""Second factors, as allauth is to keep and to ask for them.

Their secrets are sealed in their rows: the table lies outside row-level security, since it is read before anybody is
known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.core.exceptions import ValidationError

from amparo.accounts.models import Person
from amparo.ledger.canonical import sha256
from amparo.ledger.json import JsonObject
from amparo.ledger.keys import seal_as_text, unseal_text
from amparo.ledger.text import t

_BOUND_TO: Final = "amparo.second_factor"
_SECRETS: Final = ("secret", "seed")
_FIXED: Final = frozenset({"secret", "seed", "credential"})


class Adapter(DefaultMFAAdapter):
    """Seal what allauth stores of code apps and recovery codes, and name passkeys."""

    def encrypt(self, text: str) -> str:
        """Return a secret as its row keeps it."""
        return seal_as_text({"secret": text}, _BOUND_TO)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that `encrypt` sealed.

        Raises `cryptography.exceptions.InvalidTag` when the node has another key.
        """
        return str(unseal_text(encrypted_text, _BOUND_TO)["secret"])

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        """Return the name that is proposed for a new passkey. One query."""
        n = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(t("Llave {n}", "Passkey {n}", n=n))


class AddPasskeyForm(AddWebAuthnForm):
    """Refuse in words what is no passkey.

    allauth 65.21 lets the parser's error through.
    """

    def clean(self) -> JsonObject:
        """Return the answers. Raises `ValidationError` for what is no passkey."""
        try:
            found: JsonObject = super().clean()
        except ValueError as error:
            raise ValidationError(t("No es una llave de acceso.", "This is no passkey.")) from error
        return found


def describe_second_factor(row: Authenticator) -> JsonObject:
    """Return a second factor as its event keeps it.

    Of its data the hash of what signs in: the rest is its name, and what its use changes.
    """
    fixed = {name: value for name, value in row.data.items() if name in _FIXED}
    return {"id": str(row.pk), "person": str(row.user_id), "type": row.type, "sha256": sha256(fixed)}


def change_secrets(data: JsonObject, change: Callable[[str], str]) -> JsonObject:
    """Return the data of a second factor with each of its secrets changed.

    For the migration that seals what was stored in clear.
    """
    return {name: change(value) if name in _SECRETS else value for name, value in data.items()}
