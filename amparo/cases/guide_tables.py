"""The table of roles of the guide, from what the contexts declare of each role."""

from __future__ import annotations

from collections.abc import Iterable

from amparo.accounts.roles import ROLES, Role
from amparo.cases.act import ACTS, AnyAct
from amparo.cases.compartments import EVERY, Compartment
from amparo.cases.kinds import CHILD
from amparo.cases.rights import role_includes_act
from amparo.cases.roles import EVERY_ACTION, SIGNERS
from amparo.directory.guide_tables import describe_registers, lower_first, role_title, upper_first
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.ui.guide import guide_table


@guide_table("roles")
def list_roles() -> list[list[str]]:
    """Return every role of the node, with what it reads and what it does."""
    headings = [str(t("Función", "Role")), str(t("Lee", "Reads")), str(t("Hace", "Does"))]
    shared = _records_of_everybody()
    roles = sorted(ROLES.values(), key=lambda role: not role.sees_cases)
    return [headings, *([role_title(role), _describe_reading(role), _describe_work(role, shared)] for role in roles)]


def _records_of_everybody() -> set[str]:
    """Return the records that every role with the cases of its agency includes.

    The text of the page says them once.
    """
    roles = [role.code for role in ROLES.values() if role.sees_cases and role.by_agency]
    records = [act for act in ACTS.values() if act.kind == "record"]
    return {act.code for act in records if all(role_includes_act(role, act) for role in roles)}


def _describe_reading(role: Role) -> str:
    if not role.sees_cases:
        return str(t("Ningún caso", "No case"))
    read = [str(label("compartment", part)) for part in Compartment if part in role.compartments]
    text = str(t("Todo", "Everything")) if role.compartments == EVERY else _as_phrase(read, ", ")
    of_their_own = not role.by_agency and role.org_kind is None
    return text + str(t(", de sus NNA", ", of their children")) if of_their_own else text


def _describe_work(role: Role, shared: set[str]) -> str:
    acts = [act for act in ACTS.values() if act.code not in shared and _is_granted(role, act)]
    on_reports = _list_titles(act for act in acts if CHILD not in act.case_kinds)
    parts = [
        _describe_actions(role),
        *_describe_signing(role),
        _list_titles(act for act in acts if CHILD in act.case_kinds),
        on_reports and str(t("de una NNA que se busca: {acts}", "on a missing child: {acts}", acts=on_reports)),
        describe_registers(role),
    ]
    return _as_phrase([part for part in parts if part], "; ") or "—"


def _list_titles(acts: Iterable[AnyAct]) -> str:
    return ", ".join(lower_first(str(act.title)) for act in acts)


def _is_granted(role: Role, act: AnyAct) -> bool:
    """Return whether an act was granted to a role.

    Not so when the role includes all acts of its kind.
    """
    is_general = role.code in (EVERY_ACTION if act.kind == "action" else SIGNERS)
    return not is_general and role_includes_act(role.code, act)


def _describe_actions(role: Role) -> str:
    if role.code not in EVERY_ACTION or role.org_kind is None:
        return ""
    kind = lower_first(str(label("org_kind", role.org_kind)))
    words = t(
        "acciones que la norma permite a su institución ({kind})",
        "actions that the norm allows to its agency ({kind})",
        kind=kind,
    )
    return str(words)


def _describe_signing(role: Role) -> list[str]:
    """Return what only those who sign for the responsible agency do."""
    if role.code not in SIGNERS:
        return []
    words = [t("todos los registros, también de NNA que se buscan", "all records, also on missing children")]
    words.append(t("firma", "signs"))
    if role.is_supervisor:
        tasks = t(
            "levanta esperas, asigna casos y recibe aviso de lo vencido",
            "lifts holds, assigns cases, is notified of what is overdue",
        )
        words.append(tasks)
    return [str(word) for word in words]


def _as_phrase(parts: list[str], separator: str) -> str:
    """Return parts as one phrase that begins with a capital."""
    if not parts:
        return ""
    return upper_first(separator.join([parts[0], *(lower_first(part) for part in parts[1:])]))
