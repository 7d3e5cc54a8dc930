"""The protective alerts at the head of a case."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.cases.alarms import alarm_label, list_open_breaches
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.file import CaseFile
from amparo.law import Facts, Request
from amparo.law.predicates import in_enforcement, needs_guardian, origin_blocked, represented, traf_flag
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_time
from amparo.ledger.text import t


@dataclass(frozen=True, slots=True)
class Alert:
    """A protective alert in words.

    `tone`: `danger` when somebody must act or refrain now, else `warning`.
    """

    text: str
    tone: str = "warning"
    href: str = ""


_IN_DANGER = Alert(t("En peligro ahora", "In danger now"), "danger")
_IN_DETENTION = Alert(
    t("Bajo custodia migratoria o policial: debe salir", "Held by migration or police: must leave"), "danger"
)
_ORIGIN_BLOCKED = Alert(t("No compartir con el país de origen", "Do not share with the country of origin"), "danger")
_TRAFFICKING_SIGN = Alert(t("Posible víctima de trata", "Possible victim of trafficking"), "danger")
_COMPANION_RISK = Alert(t("No dejar con quien acompaña", "Do not leave with the companion"), "danger")
_FAMILY_RISK = Alert(t("No avisar a la familia sin evaluar", "Do not tell the family before assessing"), "danger")
_URGENT_NEEDS = Alert(t("Necesidades urgentes sin atender", "Urgent needs not attended"), "danger")
_OPEN_ALERTS = Alert(t("Hay alertas abiertas", "There are open alerts"), "danger")
_INTERPRETER_MISSING = Alert(t("Necesita intérprete y no hay", "Needs an interpreter, and there is none"))
_INTERPRETER_NEEDED = Alert(t("Necesita intérprete", "Needs an interpreter"))
_GUARDIAN_MISSING = Alert(t("Sin tutora o tutor", "Without a guardian"))
_AGE_IN_DOUBT = Alert(t("Edad en duda: se le trata como NNA", "Age in doubt: treated as a child"))
_HAS_SIBLINGS = Alert(t("Tiene hermanas o hermanos: no separar", "Has brothers or sisters: do not separate"))


def protective_alerts(facts: Facts, country: str, *, by: Actor) -> list[Alert]:
    """Return the alerts that `by` may know, for the head of the case. No query.

    Who may not read the protection need always reads that nothing is shared with origin, which so reveals nothing.
    """
    request = Request(id="alerts", action="screen", as_of=local_time(clock.now()), country=country, facts=facts)
    is_origin_blocked = not by.may_read(frozenset({PROTECTION})) or origin_blocked(request)
    is_guardian_missing = needs_guardian(request) and not represented(request)
    conditions = [
        (facts.immediate_danger == "yes", GENERAL, _IN_DANGER),
        (in_enforcement(request), GENERAL, _IN_DETENTION),
        (is_origin_blocked, GENERAL, _ORIGIN_BLOCKED),
        (traf_flag(request), TRAFFICKING, _TRAFFICKING_SIGN),
        (facts.companion_risk == "yes", PROTECTION, _COMPANION_RISK),
        (facts.family_implicated == "yes", PROTECTION, _FAMILY_RISK),
        (facts.urgent_needs_attended == "no", HEALTH, _URGENT_NEEDS),
        (bool(facts.open_safety_alerts), GENERAL, _OPEN_ALERTS),
        (facts.interpreter_need == "needed_missing", GENERAL, _INTERPRETER_MISSING),
        (facts.interpreter_need == "needed_available", GENERAL, _INTERPRETER_NEEDED),
        (is_guardian_missing, _find_compartment_of_guardian_need(facts), _GUARDIAN_MISSING),
        (facts.age_status == "age_disputed", GENERAL, _AGE_IN_DOUBT),
        (facts.siblings_in_case > 0, GENERAL, _HAS_SIBLINGS),
    ]
    return [alert for is_met, compartment, alert in conditions if is_met and by.may_read(frozenset({compartment}))]


def list_breach_alerts(file: CaseFile) -> list[Alert]:
    """Return an alert for each kind of open breach that another act showed. No query."""
    shown = (entry for entry in list_open_breaches(file) if entry.act != "record_breach")
    return [Alert(words, "danger") for words in dict.fromkeys(alarm_label(entry) for entry in shown)]


def _find_compartment_of_guardian_need(facts: Facts) -> Compartment:
    """Return protection where only a risk by a companion makes a guardian necessary."""
    has_verified_companion = facts.accompaniment == "accompanied" and facts.companion_link_verified == "yes"
    return PROTECTION if has_verified_companion else GENERAL
