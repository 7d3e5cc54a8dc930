"""Events of second factors that are added and removed.

The package that keeps them tells of them by signals alone.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from amparo.accounts.second_factors import describe_second_factor
from amparo.accounts.selectors import actor_of
from amparo.accounts.steps import append_access_event
from amparo.ledger.json import JsonObject
from amparo.ledger.transaction import in_transaction

ADDED, REMOVED = "add_second_factor", "remove_second_factor"


@receiver(post_save, sender=Authenticator)
def keep_added(instance: Authenticator, created: bool, **more: Any) -> None:
    """Append the event of a new second factor.

    Its later use changes nothing that events keep.
    """
    if created:
        _append(ADDED, instance, added_second_factor=describe_second_factor(instance))


@receiver(post_delete, sender=Authenticator)
def keep_removed(instance: Authenticator, **more: Any) -> None:
    """Append the event of a second factor that is gone."""
    _append(REMOVED, instance, removed_second_factor=describe_second_factor(instance))


@in_transaction
def _append(act: str, row: Authenticator, **sealed: JsonObject) -> None:
    append_access_event(act, row.user, by=actor_of(row.user), **sealed)
