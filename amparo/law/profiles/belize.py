"""The country profile of Belize."""

from datetime import date

from amparo.law.profiles.base import ALWAYS, CountryProfile, Sourced

PROFILE = CountryProfile.of(
    iso3="BLZ",
    since=ALWAYS,
    known_on=date(2026, 11, 30),
    time_zone="America/Belize",
    name_es=Sourced("Belice", "ISO 3166", verified=True),
    age_of_majority=Sourced(18, "information only, no rule uses it", verified=False),
    protection_age=Sourced(18, "CRC 1; treaty floor for every member", verified=True),
    custody_exit_hours=Sourced(24, "default; no national figure found", verified=False),
    guardian_regime=Sourced("court", "national law not checked in detail", verified=False),
    remedy_days=Sourced(15, "PP default; national law not checked", verified=False),
    contiguous=Sourced(frozenset({"MEX", "GTM"}), "geography, land neighbours among members", verified=True),
)
