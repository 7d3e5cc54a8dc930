"""Country profiles: the values that differ by country, each with its source.

When the law of a country changes, a version with the day of the change is added beside the earlier ones, so that
earlier decisions are judged again by the law of their day. Each module here but `base` is a member country and holds
its first version as `PROFILE`.
"""

from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from amparo.law.profiles.base import ALWAYS, CountryProfile, Sourced

PROFILE_VERSIONS: Final[dict[str, tuple[CountryProfile, ...]]] = {}
"""All versions of every member country's profile, by country, oldest first."""

PROFILES: Final[dict[str, CountryProfile]] = {}
"""The newest version of every member country's profile."""


def add_profile(profile: CountryProfile) -> None:
    """Add a version of a country's profile.

    Raises: ValueError when the country has one of the same day.
    """
    versions = PROFILE_VERSIONS.get(profile.iso3, ())
    if any(version.since == profile.since for version in versions):
        message = f"{profile.iso3} has two profiles since {profile.since}."
        raise ValueError(message)
    in_order = tuple(sorted((*versions, profile), key=lambda version: version.since))
    PROFILE_VERSIONS[profile.iso3] = in_order
    PROFILES[profile.iso3] = in_order[-1]


_MODULES = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name != "base"]
for _profile in sorted((module.PROFILE for module in _MODULES), key=lambda profile: profile.iso3):
    add_profile(_profile)


def profile_for(country: str, *, on: date | None = None) -> CountryProfile:
    """Return the profile of a member country that is in force on a day.

    Without a day, the newest one. `country` is an ISO 3166 alpha-3 code. The first version counts for all earlier days.
    Raises: KeyError.
    """
    if on is None:
        return PROFILES[country]
    versions = PROFILE_VERSIONS[country]
    return next((version for version in reversed(versions) if version.since <= on), versions[0])


__all__ = [
    "ALWAYS",
    "PROFILES",
    "PROFILE_VERSIONS",
    "CountryProfile",
    "Sourced",
    "add_profile",
    "profile_for",
]
