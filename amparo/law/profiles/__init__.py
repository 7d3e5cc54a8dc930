"""Country profiles: the values that differ by country, each with its source.

When the law of a country changes, a version with the day of the change is added beside the earlier ones, so that
earlier decisions are judged again by the law of their day.
"""

from datetime import date
from typing import Final

from amparo.law.profiles.base import ALWAYS, CountryProfile, Sourced
from amparo.law.profiles.belize import BELIZE
from amparo.law.profiles.canada import CANADA
from amparo.law.profiles.costa_rica import COSTA_RICA
from amparo.law.profiles.dominican_republic import DOMINICAN_REPUBLIC
from amparo.law.profiles.el_salvador import EL_SALVADOR
from amparo.law.profiles.guatemala import GUATEMALA
from amparo.law.profiles.honduras import HONDURAS
from amparo.law.profiles.mexico import MEXICO
from amparo.law.profiles.nicaragua import NICARAGUA
from amparo.law.profiles.panama import PANAMA
from amparo.law.profiles.united_states import UNITED_STATES

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


for _profile in (
    BELIZE,
    CANADA,
    COSTA_RICA,
    DOMINICAN_REPUBLIC,
    GUATEMALA,
    HONDURAS,
    MEXICO,
    NICARAGUA,
    PANAMA,
    EL_SALVADOR,
    UNITED_STATES,
):
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
