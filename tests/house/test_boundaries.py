"""Nothing crosses a boundary unseen: no circle of files, and no name in a text that reaches up or past a door.

Import contracts see imports. What they cannot see is a name in a text: an address, a template, a lookup of a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver

from amparo.config.contexts import CONTEXTS_OF

CONTEXTS = CONTEXTS_OF["national"]
"""The lowest first: each may name what is its own and what is below it."""
PACKAGE = Path(import_module("amparo").__file__ or "").parent
NOT_A_COLUMN = frozenset({"in", "isnull", "id", "pk", "gt"})


def sources(context: str, *suffixes: str) -> Iterator[Path]:
    for path in sorted((PACKAGE / context).rglob("*")):
        if path.suffix in suffixes and "migrations" not in path.parts:
            yield path


def of_own_or_below(context: str) -> tuple[str, ...]:
    return tuple(CONTEXTS[: CONTEXTS.index(context) + 1])


def test_no_circle_of_files() -> None:
    graph = grimp.build_graph("amparo", exclude_type_checking_imports=True)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(reversed(error.args[1])))


@cache
def owners_of_addresses() -> Mapping[str, str]:
    """The context that declares each named address."""
    owners: dict[str, str] = {}
    for context in CONTEXTS:
        if (PACKAGE / context / "urls.py").exists():
            for name in names_in(import_module(f"amparo.{context}.urls").urlpatterns):
                owners.setdefault(name, context)
    return owners


def names_in(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            continue  # a library's
        if pattern.name:
            yield pattern.name


ADDRESS = re.compile(r"""(?:\breverse\(|\bredirect\(|{%\s*url\s+)["'](\w+)["']""")


@pytest.mark.parametrize("context", CONTEXTS)
def test_addresses_are_of_the_same_context_or_a_lower_one(context: str) -> None:
    owners, allowed = owners_of_addresses(), of_own_or_below(context)
    wrong = {
        f"{path.relative_to(PACKAGE)}: {name} is of {owners[name]}"
        for path in sources(context, ".py", ".html")
        for name in ADDRESS.findall(path.read_text(encoding="utf-8"))
        if owners.get(name, context) not in allowed
    }
    assert wrong == set()


TEMPLATE = re.compile(r"""["'](\w+)/[\w/]+\.(?:html|typ)["']""")


@pytest.mark.parametrize("context", CONTEXTS)
def test_templates_are_of_the_same_context_or_a_lower_one(context: str) -> None:
    allowed = of_own_or_below(context)
    wrong = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in sources(context, ".py", ".html")
        for name in TEMPLATE.findall(path.read_text(encoding="utf-8"))
        if name in CONTEXTS and name not in allowed
    }
    assert wrong == set()


def foreign_keys_across() -> list[models.ForeignKey[models.Model, models.Model]]:
    """The foreign keys of a context's tables to a table of another context."""
    return [
        field
        for context in CONTEXTS
        for model in apps.get_app_config(context).get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model._meta.app_label not in (context, "auth")
    ]


def test_a_table_cannot_be_looked_up_from_below() -> None:
    """Without a name for the way back, no lookup in a text can reach the tables of a higher context."""
    wrong = [str(field) for field in foreign_keys_across() if not field.remote_field.hidden]
    assert wrong == []


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_lookup_reads_a_column_of_another_context(context: str) -> None:
    """`officer__name` would read a column of accounts: its selectors give the name."""
    across = {field.name for field in foreign_keys_across() if field.model._meta.app_label == context}
    within = {
        field.name
        for model in apps.get_app_config(context).get_models()
        for field in model._meta.local_fields
        if field.is_relation and field.related_model._meta.app_label == context
    }
    lookup = re.compile(rf"\b({'|'.join(across - within) or 'none'})__(\w+)")
    wrong = {
        f"{path.relative_to(PACKAGE)}: {name}__{column}"
        for path in sources(context, ".py")
        for name, column in lookup.findall(path.read_text(encoding="utf-8"))
        if column.split("__")[0] not in NOT_A_COLUMN
    }
    assert wrong == set()
