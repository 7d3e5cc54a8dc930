"""Roles: for which institution each acts, what it may read, which acts it includes (`interfaces.md`).

The law decides what an institution may do; a role only says which of it is this person's work.
"""

from dataclasses import dataclass
from typing import Final

from amparo.core.acts import Act
from amparo.core.compartments import EVERY, GENERAL, HEALTH, PROTECTION, TRAFFICKING, WHEREABOUTS, Compartment
from amparo.core.text import t

# What everyone who sees a case may write down: nobody is too small to raise an alarm.
ALARM: Final = frozenset({"record_danger", "record_alert", "record_breach", "record_new_information"})
FIRST_CONTACT: Final = frozenset({
    "record_identity", "record_family", "record_interpreter", "record_urgent_needs", "record_information_given",
    "record_protection_notified", "record_handover",
})  # fmt: skip
VOICE: Final = frozenset({"record_views", "record_consent", "record_legal_representation", "record_remedy"})

# What those may write who search for a child that is not here: whoever reports, and who answers for the search.
REPORTING: Final = frozenset({"report_missing", "record_report_news", "record_report_file", "record_search"})
SEARCHING: Final = REPORTING | {
    "record_report_review", "record_report_alert", "record_family_told", "issue_bulletin", "withdraw_bulletin",
    "withdraw_report", "close_report", "reopen_report",
}  # fmt: skip
# Whoever receives a bulletin for their agency says so.
RECEIVING: Final = frozenset({"record_bulletin_acknowledged"})


@dataclass(frozen=True, slots=True)
class Role:
    """`actions` is None for every action, `records` None for every record; `sees_cases` False for those with none."""

    code: str
    label: str
    org_kind: str | None
    compartments: frozenset[Compartment]
    actions: frozenset[str] | None
    records: frozenset[str] | None
    by_agency: bool = True

    @property
    def sees_cases(self) -> bool:
        """Whether this role ever sees a case."""
        return bool(self.compartments)

    def may(self, declared: Act) -> bool:
        """Whether this role includes the act."""
        allowed = self.actions if declared.kind == "action" else self.records
        if allowed is None or declared.code in allowed:
            return True
        return self.sees_cases and (declared.code in ALARM or (self.by_agency and declared.code in RECEIVING))


_ONLY_GENERAL = frozenset({GENERAL})
_NONE: frozenset[str] = frozenset()

_DECLARED = (
    Role("border_officer", t("Oficial de frontera", "Border officer"), "migration", _ONLY_GENERAL, None, FIRST_CONTACT),
    Role("police_officer", t("Oficial de policía", "Police officer"), "police", _ONLY_GENERAL, None, FIRST_CONTACT),
    Role("protection_officer", t("Oficial de protección", "Protection officer"), "protection", EVERY, None, None),
    Role(
        "protection_supervisor",
        t("Supervisión de protección", "Protection supervisor"),
        "protection",
        EVERY,
        None,
        None,
    ),
    Role("guardian", t("Tutora o tutor", "Guardian"), None, EVERY, _NONE, VOICE, by_agency=False),
    Role(
        "legal_representative",
        t("Representante legal", "Legal representative"),
        None,
        frozenset({GENERAL, PROTECTION, TRAFFICKING}),
        _NONE,
        VOICE,
        by_agency=False,
    ),
    Role(
        "refugee_officer",
        t("Autoridad de refugio", "Refugee officer"),
        "refugee",
        frozenset({GENERAL, PROTECTION}),
        None,
        frozenset({"record_international_protection"}),
    ),
    Role(
        "prosecutor",
        t("Fiscalía", "Prosecutor"),
        "prosecutor",
        frozenset({GENERAL, TRAFFICKING}),
        None,
        frozenset({"record_trafficking_status", "record_stay_check"}),
    ),
    Role("labour_inspector", t("Inspección laboral", "Labour inspector"), "labour", _ONLY_GENERAL, None, _NONE),
    Role(
        "health_worker",
        t("Personal de salud", "Health worker"),
        "health",
        frozenset({GENERAL, HEALTH}),
        None,
        frozenset({"record_urgent_needs", "record_fitness_to_travel", "record_health"}),
    ),
    Role("consul", t("Consulado", "Consul"), "consulate", _ONLY_GENERAL, None, REPORTING),
    Role(
        "tracing_officer",
        t("Búsqueda de familias", "Tracing officer"),
        "protection",
        frozenset({GENERAL, PROTECTION}),
        frozenset({"open_tracing", "contact_family"}),
        frozenset(
            {
                "record_tracing_step",
                "record_mirror_questions",
                "record_relationship_check",
                "record_report_match",
                "record_genetic_test",
                "record_contact_risk",
                "record_contact_session",
                "record_family_message",
            }
        )
        | SEARCHING
        | RECEIVING,
        by_agency=False,
    ),
    Role(
        "care_provider",
        t("Cuidado alternativo", "Care provider"),
        "ngo",
        frozenset({GENERAL, HEALTH, WHEREABOUTS}),
        None,
        frozenset({"record_urgent_needs", "record_followup"}),
    ),
    Role("partner_ngo", t("Organización aliada", "Partner organisation"), "ngo", _ONLY_GENERAL, None, REPORTING),
    Role(
        "liaison_officer",
        t("Funcionaria o funcionario de enlace", "Liaison officer"),
        "protection",
        _ONLY_GENERAL,
        frozenset({"register", "screen", "receive_return"}),
        frozenset(
            {
                "record_origin_risk",
                "record_home_assessment",
                "record_origin_care",
                "record_reception_accepted",
                "record_reintegration_plan",
                "record_followup",
            }
        )
        | REPORTING,
    ),
    Role(
        "statistician",
        t("Estadística", "Statistician"),
        "protection",
        frozenset(),
        frozenset({"publish_statistics"}),
        _NONE,
        by_agency=False,
    ),
    Role("auditor", t("Auditoría", "Auditor"), None, frozenset(), _NONE, _NONE, by_agency=False),
    Role(
        "administrator",
        t("Administración del sistema", "Administrator"),
        None,
        frozenset(),
        _NONE,
        _NONE,
        by_agency=False,
    ),
)

ROLES: Final[dict[str, Role]] = {role.code: role for role in _DECLARED}
SUPERVISOR: Final = "protection_supervisor"
SIGNERS: Final = frozenset({"protection_officer", SUPERVISOR})
