"""The rules of the kernel. Importing this package declares them all."""

from amparo.law.rules import (
    arrival,
    best_interests,
    care,
    closure,
    common,
    family,
    publication,
    referrals,
    returns_approval,
    returns_execution,
    returns_reception,
    sharing,
)

__all__ = [
    "arrival",
    "best_interests",
    "care",
    "closure",
    "common",
    "family",
    "publication",
    "referrals",
    "returns_approval",
    "returns_execution",
    "returns_reception",
    "sharing",
]
