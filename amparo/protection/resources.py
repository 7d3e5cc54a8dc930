"""The registers of protection: places of care, guardians and lawyers."""

from __future__ import annotations

from amparo.directory.registers import (
    ACTIVE,
    COUNTRY,
    KIND,
    LANGUAGES,
    NAME,
    PHONE,
    PLACE,
    Register,
    coded,
    declare_register,
    until,
)
from amparo.ledger.text import t
from amparo.protection.choices.registers import SEEING_FREE_PLACES
from amparo.protection.models import Provider, RollEntry

_FREE = t("Libres", "Free")

_OWN = (
    Register(
        "providers", Provider, t("Lugares de cuidado", "Places of care"),
        {"name": NAME, "placement_type": KIND, "agency": t("Oficina en este nodo", "Office on this node"), "country": COUNTRY,
         "place": PLACE, "phone": PHONE, "licence_until": t("Habilitación vigente hasta", "Licence in force until"),
         "staff_vetted": t("Personal con antecedentes verificados", "Staff vetted"), "places": t("Lugares", "Places"),
         "sexes": t("Recibe a", "Takes in"), "age_from": t("Edad desde", "Age from"), "age_to": t("Edad hasta", "Age to"),
         "languages": LANGUAGES, "accessible": t("Accesible", "Accessible"),
         "address_confidential": t("Dirección reservada", "Confidential address"), "active": ACTIVE},
        {"placement_type": "placement_type", "country": "country", "sexes": "sex", "languages": "language"},
        {KIND: coded("placement_type", "placement_type"), _FREE: lambda row: str(row.free),
         t("Habilitación", "Licence"): until("licence_until"), PHONE: lambda row: row.phone},
        ("name",), is_open=True, reserved={_FREE: SEEING_FREE_PLACES},
    ),
    Register(
        "roll", RollEntry, t("Tutoras, tutores, abogadas y abogados", "Guardians and lawyers"),
        {"kind": KIND, "name": NAME, "institution": t("Institución", "Institution"), "phone": PHONE, "languages": LANGUAGES,
         "person": t("Usuaria o usuario", "User"), "suitable": t("Idoneidad verificada", "Suitability verified"),
         "suitable_until": t("Vigente hasta", "Valid until"), "conflict": t("Conflicto de interés", "Conflict of interest"),
         "conflict_note": t("Cuál", "Which"), "active": ACTIVE},
        {"kind": "roll_kind", "languages": "language", "suitable": "yes_no_unknown", "conflict": "yes_no_unknown"},
        {KIND: coded("roll_kind", "kind"), t("Idoneidad", "Suitability"): coded("yes_no_unknown", "suitable"),
         t("Conflicto", "Conflict"): coded("yes_no_unknown", "conflict"), PHONE: lambda row: row.phone},
        ("kind", "name"), is_open=True,
    ),
)  # fmt: skip
for _register in _OWN:
    declare_register(_register)
