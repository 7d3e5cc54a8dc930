"""The country profile of Mexico."""

from datetime import date

from amparo.law.profiles.base import ALWAYS, CountryProfile, Sourced

PROFILE = CountryProfile.of(
    iso3="MEX",
    since=ALWAYS,
    known_on=date(2026, 11, 30),
    time_zone="America/Mexico_City",
    has_other_zones=True,
    name_es=Sourced("México", "ISO 3166", verified=True),
    age_of_majority=Sourced(18, "information only, no rule uses it", verified=False),
    protection_age=Sourced(18, "CRC 1; treaty floor for every member", verified=True),
    custody_exit_hours=Sourced(0, "Ley de Migración 95, 98, 99, 112: no stay in a migration station", verified=True),
    guardian_regime=Sourced(
        "ex_lege", "LGDNNA 106, 122: Procuraduría represents (coadyuvancia, suplencia)", verified=True
    ),
    remedy_days=Sourced(
        28,
        "15 working days: LFPA 28, 85; Ley de Amparo 17-19; Ley sobre Refugiados 25 "
        "(against deportation no limit: Ley de Amparo 17-IV)",
        verified=True,
    ),
    contiguous=Sourced(frozenset({"USA", "GTM", "BLZ"}), "geography, land neighbours among members", verified=True),
)
