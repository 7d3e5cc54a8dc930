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
from amparo.protection.choices.registers import FREE_PLACES_ROLES
from amparo.protection.models import Provider, RollEntry

_FREE = t("Libres", "Free")

declare_register(
    Register(
        "providers",
        Provider,
        t("Lugares de cuidado", "Places of care"),
        questions={
            "name": NAME,
            "placement_type": KIND,
            "agency": t("Oficina en este nodo", "Office on this node"),
            "country": COUNTRY,
            "place": PLACE,
            "phone": PHONE,
            "licence_until": t("Habilitación vigente hasta", "Licence in force until"),
            "staff_vetted": t("Personal con antecedentes verificados", "Staff vetted"),
            "places": t("Lugares", "Places"),
            "sexes": t("Recibe a", "Takes in"),
            "age_from": t("Edad desde", "Age from"),
            "age_to": t("Edad hasta", "Age to"),
            "languages": LANGUAGES,
            "accessible": t("Accesible", "Accessible"),
            "address_confidential": t("Dirección reservada", "Confidential address"),
            "active": ACTIVE,
        },
        codes={"placement_type": "placement_type", "country": "country", "sexes": "sex", "languages": "language"},
        columns={
            KIND: coded("placement_type", "placement_type"),
            _FREE: lambda provider: str(provider.free),
            t("Habilitación", "Licence"): until("licence_until"),
            PHONE: lambda provider: provider.phone,
        },
        order=("name",),
        is_open=True,
        reserved={_FREE: FREE_PLACES_ROLES},
    )
)
declare_register(
    Register(
        "roll",
        RollEntry,
        t("Tutoras, tutores, abogadas y abogados", "Guardians and lawyers"),
        questions={
            "kind": KIND,
            "name": NAME,
            "institution": t("Institución", "Institution"),
            "phone": PHONE,
            "languages": LANGUAGES,
            "person": t("Usuaria o usuario", "User"),
            "suitable": t("Idoneidad verificada", "Suitability verified"),
            "suitable_until": t("Vigente hasta", "Valid until"),
            "conflict": t("Conflicto de interés", "Conflict of interest"),
            "conflict_note": t("Cuál", "Which"),
            "active": ACTIVE,
        },
        codes={
            "kind": "roll_kind",
            "languages": "language",
            "suitable": "yes_no_unknown",
            "conflict": "yes_no_unknown",
        },
        columns={
            KIND: coded("roll_kind", "kind"),
            t("Idoneidad", "Suitability"): coded("yes_no_unknown", "suitable"),
            t("Conflicto", "Conflict"): coded("yes_no_unknown", "conflict"),
            PHONE: lambda entry: entry.phone,
        },
        order=("kind", "name"),
        is_open=True,
    )
)
