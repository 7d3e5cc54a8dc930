"""The shape of a country profile: the values of national law that the rules read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, Self

GuardianRegime = Literal["court", "ex_lege"]

ALWAYS: Final = date.min
"""The first day of a version that holds for all earlier days too."""


@dataclass(frozen=True, slots=True)
class Sourced[T]:
    """One value of national law.

    A value that nobody verified must say so wherever it is shown.
    """

    value: T
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class CountryProfile:
    """The values of one country, from the day `since` until the next version.

    `sourced` has the same values with their sources; `known_on` is the day on which the two were last compared.
    `time_zone` is the IANA name of the capital's; `has_other_zones` tells whether there are others. No rule
    reads the two."""

    iso3: str
    since: date
    known_on: date
    time_zone: str
    has_other_zones: bool
    name_es: str
    age_of_majority: int
    protection_age: int
    custody_exit_hours: int
    guardian_regime: GuardianRegime
    remedy_days: int
    contiguous: frozenset[str]
    sourced: Mapping[str, Sourced[object]]

    @classmethod
    def of(
        cls,
        *,
        iso3: str,
        since: date,
        known_on: date,
        time_zone: str,
        has_other_zones: bool = False,
        name_es: Sourced[str],
        age_of_majority: Sourced[int],
        protection_age: Sourced[int],
        custody_exit_hours: Sourced[int],
        guardian_regime: Sourced[GuardianRegime],
        remedy_days: Sourced[int],
        contiguous: Sourced[frozenset[str]],
    ) -> Self:
        """Build a profile whose every value names its source."""
        sourced: dict[str, Sourced[object]] = {
            "name_es": name_es,
            "age_of_majority": age_of_majority,
            "protection_age": protection_age,
            "custody_exit_hours": custody_exit_hours,
            "guardian_regime": guardian_regime,
            "remedy_days": remedy_days,
            "contiguous": contiguous,
        }
        return cls(
            iso3=iso3,
            since=since,
            known_on=known_on,
            time_zone=time_zone,
            has_other_zones=has_other_zones,
            name_es=name_es.value,
            age_of_majority=age_of_majority.value,
            protection_age=protection_age.value,
            custody_exit_hours=custody_exit_hours.value,
            guardian_regime=guardian_regime.value,
            remedy_days=remedy_days.value,
            contiguous=contiguous.value,
            sourced=sourced,
        )

    def amend(
        self,
        *,
        since: date,
        known_on: date,
        protection_age: Sourced[int] | None = None,
        custody_exit_hours: Sourced[int] | None = None,
        guardian_regime: Sourced[GuardianRegime] | None = None,
        remedy_days: Sourced[int] | None = None,
    ) -> Self:
        """Return the next version of this profile.

        The law changes on the day `since` in the values given.
        """
        given: dict[str, Sourced[object] | None] = {
            "protection_age": protection_age,
            "custody_exit_hours": custody_exit_hours,
            "guardian_regime": guardian_regime,
            "remedy_days": remedy_days,
        }
        changes = {name: sourced for name, sourced in given.items() if sourced is not None}
        return replace(
            self,
            since=since,
            known_on=known_on,
            protection_age=protection_age.value if protection_age else self.protection_age,
            custody_exit_hours=custody_exit_hours.value if custody_exit_hours else self.custody_exit_hours,
            guardian_regime=guardian_regime.value if guardian_regime else self.guardian_regime,
            remedy_days=remedy_days.value if remedy_days else self.remedy_days,
            sourced={**self.sourced, **changes},
        )


PROFILE_VALUES: Final = frozenset(CountryProfile.__dataclass_fields__) - {
    "iso3", "since", "known_on", "time_zone", "has_other_zones", "sourced",
}  # fmt: skip
"""Names of the values that a rule may read from a country profile."""
