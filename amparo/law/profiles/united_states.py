"""The country profile of the United States of America."""

from datetime import date

from amparo.law.profiles.base import ALWAYS, CountryProfile, Sourced

PROFILE = CountryProfile.of(
    iso3="USA",
    since=ALWAYS,
    known_on=date(2026, 11, 30),
    time_zone="America/New_York",
    has_other_zones=True,
    name_es=Sourced("Estados Unidos de América", "ISO 3166", verified=True),
    age_of_majority=Sourced(18, "information only, no rule uses it; 18, 19 or 21 by state", verified=False),
    protection_age=Sourced(18, "CRC 1; treaty floor for every member", verified=True),
    custody_exit_hours=Sourced(
        72,
        "8 USC 1232(b)(3): 72 h from the determination that the child is unaccompanied; "
        "counted here from custody, which is stricter",
        verified=True,
    ),
    guardian_regime=Sourced("court", "national law not checked in detail", verified=False),
    remedy_days=Sourced(30, "8 USC 1158(d)(5)(A)(iv): 30 days for the asylum appeal", verified=True),
    contiguous=Sourced(frozenset({"CAN", "MEX"}), "geography, land neighbours among members", verified=True),
)
