"""Acts whose page is more than the generic form.

Every context lays out its own (`forms/`).
"""

from amparo.cases.act import AnyAct
from amparo.cases.forms.layout import Layout, Section
from amparo.ledger.registry import Registry

LAYOUTS: Registry[Layout] = Registry("layout")
_GENERIC, _SECTION = Layout(), Section()


def register_layout(act: str, layout: Layout) -> None:
    """Register the layout of an act's page."""
    LAYOUTS.add(act, layout)


def find_layout(act: AnyAct) -> Layout:
    """Return the layout of an act's page.

    Its own, that of a section of the form, or the generic one.
    """
    return LAYOUTS.get(act.code) or (_SECTION if act.section else _GENERIC)
