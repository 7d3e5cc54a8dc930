"""The law of the United States of America as far as the kernel needs it, as known on the date below."""

from datetime import date

from amparo.law.profiles.base import CountryProfile, Sourced

UNITED_STATES = CountryProfile.of(
    iso3="USA",
    known_on=date(2026, 11, 22),
    name_es=Sourced("Estados Unidos de América", "ISO 3166", verified=True),
    age_of_majority=Sourced(18, "information only, no rule uses it; 18, 19 or 21 by state", verified=False),
    protection_age=Sourced(18, "CRC 1; treaty floor for every member", verified=True),
    custody_exit_hours=Sourced(72, "8 USC 1232(b)(3): 72 h, own knowledge", verified=False),
    guardian_regime=Sourced("court", "national law not checked in detail", verified=False),
    remedy_days=Sourced(15, "PP default; national law not checked", verified=False),
    contiguous=Sourced(frozenset({"CAN", "MEX"}), "geography, land neighbours among members", verified=True),
)
