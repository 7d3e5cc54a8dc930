"""Menu entries of tracing."""

from __future__ import annotations

from amparo.accounts.roles import ROLES
from amparo.cases.act import ACTS
from amparo.cases.rights import role_may
from amparo.ledger.actor import Actor
from amparo.ledger.text import t
from amparo.ui.menu import MenuEntry, declare_menu_entry


def _may_report(by: Actor) -> bool:
    return ROLES[by.role].sees_cases and role_may(by, ACTS["report_missing"])


def _only_receives_bulletins(by: Actor) -> bool:
    return ROLES[by.role].sees_cases and by.agency is not None and not _may_report(by)


_PAGES_WITHIN = frozenset({"matches", "searches", "tracing", "bulletins"})
declare_menu_entry(MenuEntry("reports", t("Búsqueda", "Search"), 30, _may_report, _PAGES_WITHIN))
declare_menu_entry(MenuEntry("bulletins", t("Boletines", "Bulletins"), 30, _only_receives_bulletins))
