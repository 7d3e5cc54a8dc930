"""The declared resource.

List, search, filters, paging, form, export, API and history.

`declare_register` declares one whose rows people change in a form, `declare_resource` any other.
"""

from amparo.ui.resource.declaration import (
    RESOURCES,
    Cell,
    Column,
    ListWords,
    Resource,
    declare_resource,
    everybody,
)
from amparo.ui.resource.editor import Editor, RowLink
from amparo.ui.resource.filters import ListFilters
from amparo.ui.resource.register import declare_register
from amparo.ui.resource.rows import ModelRows, Rows, SelectorRows

__all__ = [
    "RESOURCES",
    "Cell",
    "Column",
    "Editor",
    "ListFilters",
    "ListWords",
    "ModelRows",
    "Resource",
    "RowLink",
    "Rows",
    "SelectorRows",
    "declare_register",
    "declare_resource",
    "everybody",
]
