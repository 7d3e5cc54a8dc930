"""What the frame of cases adds to the page of administration."""

from amparo.accounts.roles import ROLES
from amparo.directory.administration import AdministrationLink, add_to_administration
from amparo.ledger.text import t

add_to_administration(
    AdministrationLink(
        "break_glass", t("Consultas de emergencia", "Emergency looks"), lambda by: ROLES[by.role].sees_cases
    )
)
