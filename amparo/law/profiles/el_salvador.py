"""The country profile of El Salvador."""

from datetime import date

from amparo.law.profiles.base import ALWAYS, CountryProfile, Sourced

PROFILE = CountryProfile.of(
    iso3="SLV",
    since=ALWAYS,
    known_on=date(2026, 11, 30),
    time_zone="America/El_Salvador",
    name_es=Sourced("El Salvador", "ISO 3166", verified=True),
    age_of_majority=Sourced(18, "information only, no rule uses it", verified=False),
    protection_age=Sourced(18, "CRC 1; treaty floor for every member", verified=True),
    custody_exit_hours=Sourced(24, "default", verified=False),
    guardian_regime=Sourced("court", "national law not checked in detail", verified=False),
    remedy_days=Sourced(
        15,
        "PP; 3 working days for refugee refusals in the text of 2002; remedies against the Juntas not read",
        verified=False,
    ),
    contiguous=Sourced(frozenset({"GTM", "HND"}), "geography, land neighbours among members", verified=True),
)
