"""The shape of a country profile."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

GuardianRegime = Literal["court", "ex_lege"]


@dataclass(frozen=True, slots=True)
class Sourced[T]:
    """One value of national law. A value that nobody verified must say so wherever it is shown."""

    value: T
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class CountryProfile:
    """The values that the rules read. `sourced` has the same values with their sources; `known_on` dates them."""

    iso3: str
    known_on: date
    name_es: str
    age_of_majority: int
    protection_age: int
    custody_exit_hours: int
    guardian_regime: GuardianRegime
    remedy_days: int
    contiguous: frozenset[str]
    sourced: dict[str, Sourced[object]]

    @classmethod
    def of(
        cls,
        *,
        iso3: str,
        known_on: date,
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
            known_on=known_on,
            name_es=name_es.value,
            age_of_majority=age_of_majority.value,
            protection_age=protection_age.value,
            custody_exit_hours=custody_exit_hours.value,
            guardian_regime=guardian_regime.value,
            remedy_days=remedy_days.value,
            contiguous=contiguous.value,
            sourced=sourced,
        )
