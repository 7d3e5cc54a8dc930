"""The country profile of Guatemala."""

from datetime import date

from amparo.law.profiles.base import ALWAYS, CountryProfile, Sourced

PROFILE = CountryProfile.of(
    iso3="GTM",
    since=ALWAYS,
    known_on=date(2026, 11, 30),
    time_zone="America/Guatemala",
    name_es=Sourced("Guatemala", "ISO 3166", verified=True),
    age_of_majority=Sourced(18, "information only, no rule uses it", verified=False),
    protection_age=Sourced(18, "CRC 1; treaty floor for every member", verified=True),
    custody_exit_hours=Sourced(24, "default; police may not take a child to a station", verified=False),
    guardian_regime=Sourced(
        "ex_lege",
        "Ley PINA (Decreto 27-2003) 108-a: PGN represents who lacks a representative; "
        "care is for the judge (112, 116-b)",
        verified=True,
    ),
    remedy_days=Sourced(
        15, "PP, longer than the law: 3 days to appeal, 48 h for revocation (Ley PINA 125-131)", verified=True
    ),
    contiguous=Sourced(
        frozenset({"MEX", "BLZ", "SLV", "HND"}), "geography, land neighbours among members", verified=True
    ),
)
