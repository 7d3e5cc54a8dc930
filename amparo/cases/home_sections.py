"""The home of an auditor: how often others looked, signed, read and took along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from amparo.accounts.roles import AUDITOR
from amparo.accounts.subscribers import ADDED, REMOVED
from amparo.accounts.tokens import TOKEN_ISSUED, TOKEN_REVOKED
from amparo.cases.readings import part_label
from amparo.cases.selectors import count_for_oversight
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.home import HomeSection, declare_home_part

_DAYS = (7, 30)
_LOOKS = {
    "waiting": t("Esperan revisión", "Wait for review"),
    "justified": t("Justificadas", "Justified"),
    "unjustified": t("No justificadas", "Not justified"),
}
_APPROVALS = {
    "override": t("Salvaguardas levantadas", "Safeguards lifted"),
    "signature": t("Segundas firmas", "Second signatures"),
}
_TITLES = {
    "looks": t("Consultas de urgencia", "Emergency looks"),
    "approvals": t("Firmas y salvaguardas", "Signatures and safeguards"),
    "readings": t("Qué se leyó", "What was read"),
    "exports": t("Listas que se llevaron", "Lists that were taken along"),
    "rights": t("Cambios de permisos", "Changes of rights"),
}
_OTHERS = {
    "lists": t("Descargas de listas con NNA", "Downloads of lists with children"),
    "children": t("NNA que estaban en ellas", "Children in them"),
    "person_added": t("Personas añadidas", "People added"),
    "person_changed": t("Personas cambiadas: función, institución o acceso", "People changed: role, agency or access"),
    ADDED: t("Segundos factores añadidos", "Second factors added"),
    REMOVED: t("Segundos factores quitados", "Second factors removed"),
    TOKEN_ISSUED: t("Claves de la API creadas", "API tokens issued"),
    TOKEN_REVOKED: t("Claves de la API terminadas", "API tokens ended"),
}


def _build_sections(by: Actor) -> Iterable[HomeSection]:
    """Yield what an auditor watches over, in numbers."""
    if by.role != AUDITOR:
        return
    week, month = (count_for_oversight(since=clock.now() - timedelta(days=days)) for days in _DAYS)
    for place, (part, counts) in enumerate(month.items()):
        empty = t("Nada en 30 días.", "Nothing in 30 days.")
        yield HomeSection(part, _TITLES[part], 10 + place, table=_build_table(week[part], counts), empty=empty)


def _build_table(week: Counter[str], month: Counter[str]) -> JsonObject | None:
    """Return how often each happened in a week and in a month, if anything did."""
    if not month:
        return None
    columns = [{"label": t("Qué", "What")}]
    columns += [{"label": t("Últimos {n} días", "Last {n} days", n=days), "kind": "number"} for days in _DAYS]
    rows = [[_words(code), str(week[code]), str(count)] for code, count in month.most_common()]
    return {"columns": columns, "rows": rows}


def _words(code: str) -> str:
    return str(_LOOKS.get(code) or _APPROVALS.get(code) or _OTHERS.get(code) or part_label(code))


declare_home_part("cases", _build_sections)
