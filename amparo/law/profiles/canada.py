"""The country profile of Canada."""

from datetime import date

from amparo.law.profiles.base import ALWAYS, CountryProfile, Sourced

PROFILE = CountryProfile.of(
    iso3="CAN",
    since=ALWAYS,
    known_on=date(2026, 11, 30),
    time_zone="America/Toronto",
    has_other_zones=True,
    name_es=Sourced("Canadá", "ISO 3166", verified=True),
    age_of_majority=Sourced(18, "information only, no rule uses it; 18 or 19 by province", verified=False),
    protection_age=Sourced(18, "CRC 1; treaty floor for every member", verified=True),
    custody_exit_hours=Sourced(
        48,
        "PP: IRPA 57(1) asks for a first review within 48 h and sets no exit limit; reviews at 7 and 30 days follow",
        verified=False,
    ),
    guardian_regime=Sourced("court", "national law not checked in detail", verified=False),
    remedy_days=Sourced(15, "15 days: Refugee Appeal Division, Federal Court", verified=True),
    contiguous=Sourced(frozenset({"USA"}), "geography, land neighbours among members", verified=True),
)
