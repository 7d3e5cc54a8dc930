"""Links of protection on the page of administration."""

from amparo.accounts.roles import ROLES
from amparo.directory.administration import AdministrationLink, add_to_administration
from amparo.ledger.text import t

add_to_administration(
    AdministrationLink(
        "counts",
        t("Incidentes y violaciones: recuento", "Incidents and breaches: counts"),
        lambda by: ROLES[by.role].sees_cases,
    )
)
