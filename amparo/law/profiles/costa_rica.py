"""The country profile of Costa Rica."""

from datetime import date

from amparo.law.profiles.base import ALWAYS, CountryProfile, Sourced

PROFILE = CountryProfile.of(
    iso3="CRI",
    since=ALWAYS,
    known_on=date(2026, 11, 30),
    time_zone="America/Costa_Rica",
    name_es=Sourced("Costa Rica", "ISO 3166", verified=True),
    age_of_majority=Sourced(18, "information only, no rule uses it", verified=False),
    protection_age=Sourced(18, "CRC 1; treaty floor for every member", verified=True),
    custody_exit_hours=Sourced(24, "default; no national figure found", verified=False),
    guardian_regime=Sourced("ex_lege", "Constitution art. 55; Ley 7648: PANI represents", verified=True),
    remedy_days=Sourced(15, "PP, longer than the law as read of 1999: 48 h (Ley 7739 139)", verified=False),
    contiguous=Sourced(frozenset({"NIC", "PAN"}), "geography, land neighbours among members", verified=True),
)
