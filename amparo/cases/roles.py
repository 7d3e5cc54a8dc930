"""The roles of those who meet a child.

For which institution each acts, and what of a case it may read.
"""

from typing import Final

from amparo.accounts.roles import Role, declare_role
from amparo.cases.compartments import EVERY, GENERAL, HEALTH, PROTECTION, TRAFFICKING, WHEREABOUTS
from amparo.ledger.text import t

SUPERVISOR: Final = "protection_supervisor"
OFFICER: Final = "protection_officer"
SIGNERS: Final = frozenset({OFFICER, SUPERVISOR})
EVERY_ACTION: Final = frozenset(
    {"border_officer", "police_officer", *SIGNERS, "refugee_officer", "prosecutor", "labour_inspector", "health_worker",
     "consul", "care_provider", "partner_ngo"}
)  # fmt: skip
"""Roles that may try every action of the law: the law itself says for which institutions each is."""

_GENERAL = frozenset({GENERAL})
_DECLARED = (
    Role("border_officer", t("Oficial de frontera", "Border officer"), "migration", _GENERAL),
    Role("police_officer", t("Oficial de policía", "Police officer"), "police", _GENERAL),
    Role(OFFICER, t("Oficial de protección", "Protection officer"), "protection", EVERY),
    Role(SUPERVISOR, t("Supervisión de protección", "Protection supervisor"), "protection", EVERY, is_supervisor=True),
    Role("guardian", t("Tutora o tutor", "Guardian"), None, EVERY, by_agency=False),
    Role(
        "legal_representative",
        t("Representante legal", "Legal representative"),
        None,
        frozenset({GENERAL, PROTECTION, TRAFFICKING}),
        by_agency=False,
    ),
    Role("refugee_officer", t("Autoridad de refugio", "Refugee officer"), "refugee", frozenset({GENERAL, PROTECTION})),
    Role("prosecutor", t("Fiscalía", "Prosecutor"), "prosecutor", frozenset({GENERAL, TRAFFICKING})),
    Role("labour_inspector", t("Inspección laboral", "Labour inspector"), "labour", _GENERAL),
    Role("health_worker", t("Personal de salud", "Health worker"), "health", frozenset({GENERAL, HEALTH})),
    Role("consul", t("Consulado", "Consul"), "consulate", _GENERAL),
    Role(
        "tracing_officer",
        t("Búsqueda de familias", "Tracing officer"),
        "protection",
        frozenset({GENERAL, PROTECTION}),
        by_agency=False,
    ),
    Role("care_provider", t("Cuidado alternativo", "Care provider"), "ngo", frozenset({GENERAL, HEALTH, WHEREABOUTS})),
    Role("partner_ngo", t("Organización aliada", "Partner organisation"), "ngo", _GENERAL),
    Role("liaison_officer", t("Funcionaria o funcionario de enlace", "Liaison officer"), "protection", _GENERAL),
    Role("statistician", t("Estadística", "Statistician"), "protection", by_agency=False),
)

for _role in _DECLARED:
    declare_role(_role)
