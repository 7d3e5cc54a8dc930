"""The table of the guide that says which registers each role edits."""

from __future__ import annotations

from amparo.accounts.roles import ROLES, Role
from amparo.ledger.text import t
from amparo.ui.guide import guide_table
from amparo.ui.resource import RESOURCES


@guide_table("register_editors")
def list_register_editors() -> list[list[str]]:
    """Return every role of the node, with the registers that it edits."""
    headings = [str(t("Función", "Role")), str(t("Lee", "Reads")), str(t("Hace", "Does"))]
    reads = str(t("Directorio", "Directory"))
    return [
        headings,
        *([role_title(role), reads, upper_first(describe_registers(role)) or "—"] for role in ROLES.values()),
    ]


def role_title(role: Role) -> str:
    """Return the label and the code of a role."""
    return f"{role.label} (`{role.code}`)"


def describe_registers(role: Role) -> str:
    """Return as a phrase which registers a role edits, or all but which.

    Nothing for a role that edits none.
    """
    edited = {
        resource.title: role.code in resource.editor.changers for resource in RESOURCES.values() if resource.editor
    }
    titles = [lower_first(str(title)) for title, is_edited in edited.items() if is_edited]
    others = [lower_first(str(title)) for title, is_edited in edited.items() if not is_edited]
    if not titles:
        return ""
    if not others:
        return str(t("lleva todos los registros", "edits all registers"))
    if len(others) < len(titles):
        words = t(
            "lleva los registros, salvo: {names}", "edits the registers, except: {names}", names="; ".join(others)
        )
        return str(words)
    return str(t("lleva los registros: {names}", "edits the registers: {names}", names="; ".join(titles)))


def lower_first(text: str) -> str:
    """Return a text as it stands within a sentence: its first letter small.

    An acronym stays as it is.
    """
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return a text whose first letter is a capital."""
    return text[:1].upper() + text[1:]
