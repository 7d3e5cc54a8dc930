"""The country profile of Honduras."""

from datetime import date

from amparo.law.profiles.base import ALWAYS, CountryProfile, Sourced

PROFILE = CountryProfile.of(
    iso3="HND",
    since=ALWAYS,
    known_on=date(2026, 11, 30),
    time_zone="America/Tegucigalpa",
    name_es=Sourced("Honduras", "ISO 3166", verified=True),
    age_of_majority=Sourced(21, "information only, no rule uses it; civil majority 21, to be checked", verified=False),
    protection_age=Sourced(18, "CRC 1; treaty floor for every member", verified=True),
    custody_exit_hours=Sourced(24, "default", verified=False),
    guardian_regime=Sourced("court", "national law not checked in detail", verified=False),
    remedy_days=Sourced(15, "PP default; national law not checked", verified=False),
    contiguous=Sourced(frozenset({"GTM", "SLV", "NIC"}), "geography, land neighbours among members", verified=True),
)
