"""What stands beside the registers on the page of administration.

Each context adds its pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from amparo.ledger.actor import Actor
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class AdministrationLink:
    """A page of administration: the name of its address, its label, and who sees it."""

    name: str
    label: str
    is_shown: Callable[[Actor], bool]


ADMINISTRATION: Registry[AdministrationLink] = Registry("page of administration")


def add_to_administration(link: AdministrationLink) -> None:
    """Add a page of administration."""
    ADMINISTRATION.add(link.name, link)
