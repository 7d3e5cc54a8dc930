"""The values of a country that the law reads, in words for screen and paper."""

from __future__ import annotations

from typing import Final

from amparo.ledger.codes import label
from amparo.ledger.text import t

VALUE_TITLES: Final = {
    "name_es": t("Nombre del país", "Name of the country"),
    "age_of_majority": t("Mayoría de edad", "Age of majority"),
    "protection_age": t("Edad hasta la que protege la ley", "Age up to which the law protects"),
    "custody_exit_hours": t("Horas para salir de custodia migratoria o policial",
                            "Hours to leave migration or police custody"),
    "guardian_regime": t("Régimen de tutela", "Regime of guardianship"),
    "remedy_days": t("Días para el recurso", "Days for the remedy"),
    "contiguous": t("Países vecinos", "Neighbouring countries"),
}  # fmt: skip
"""What each value of a country profile is called."""

_REGIMES: Final = {"court": t("por un juzgado", "by a court"), "ex_lege": t("por ley", "by law")}


def format_value(value: object) -> str:
    """Return a value, as `explain_values` gives it, in words."""
    if isinstance(value, list):
        return ", ".join(str(label("nationality", code)) for code in value)
    return str(_REGIMES.get(str(value), value))
