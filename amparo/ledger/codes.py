"""Code lists: every coded answer, with its label in both languages.

One CSV per source in the `code_lists/` of each context: `list_code,code,label_es,label_en,source`. A list that another
declaration already holds, such as the actions of the law, is added by `add_code_list()` instead. A code once used
never changes its meaning and is never removed (`tests/house/test_completeness.py` compares with the frozen list).
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from django.apps import apps
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from amparo.ledger.text import t


@dataclass(frozen=True, slots=True)
class Code:
    """One answer of a list. `label` is lazy: shown in the reader's language."""

    list: str
    code: str
    label: str
    source: str


@cache
def code_lists() -> dict[str, dict[str, Code]]:
    """Return every code list of the node by name, its codes in display order.

    The lists are those of its installed contexts.
    """
    found: dict[str, dict[str, Code]] = {}
    for path in _code_list_files():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                code = Code(row["list_code"], row["code"], t(row["label_es"], row["label_en"]), row["source"])
                found.setdefault(code.list, {})[code.code] = code
    return found


def _code_list_files() -> list[Path]:
    contexts = [app for app in apps.get_app_configs() if app.name.startswith("amparo.")]
    return [path for app in contexts for path in sorted((Path(app.path) / "code_lists").glob("*.csv"))]


def add_code_list(name: str, codes: Iterable[Code]) -> None:
    """Add a list of codes that no file holds, at start-up.

    Raises `ValueError` when there is such a list.
    """
    if name in code_lists():
        raise ValueError(f"there is a code list {name} already")
    code_lists()[name] = {code.code: code for code in codes}


def code_list(name: str) -> dict[str, Code]:
    """Return the codes of one list, in order.

    Raises `KeyError` for a list that does not exist.
    """
    return code_lists()[name]


def label(list_name: str, code: object) -> str:
    """Return the label of a code.

    An unknown code is returned itself, so that old data is still shown.
    """
    known = code_lists().get(list_name, {}).get(str(code))
    return known.label if known else str(code)


@dataclass(frozen=True, slots=True)
class In:
    """Mark a text field as a code of a list: `Annotated[str, In("sex")]`.

    `but`: codes that are not accepted. `only`: the only ones that are.
    """

    name: str
    but: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()

    def codes(self) -> list[Code]:
        """Return the codes that the field accepts."""
        offered = (self.only or code_list(self.name).keys()) - self.but
        return [code for code in code_list(self.name).values() if code.code in offered]

    def label(self, code: object) -> str:
        """Return the label of a code.

        An unknown code is returned itself, so that old data is still shown.
        """
        labels = {offered.code: offered.label for offered in self.codes()}
        return labels.get(str(code)) or label(self.name, code)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return a closed list of texts, so that schema and validation agree."""
        return core_schema.literal_schema([code.code for code in self.codes()])

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the JSON Schema of the codes.

        With the name of their list as `x-codes`, if the node has such a list.
        """
        return handler(schema) | ({"x-codes": self.name} if self.name in code_lists() else {})


YesNoUnknown = Annotated[str, In("yes_no_unknown")]
Country = Annotated[str, In("country")]
Nationality = Annotated[str, In("nationality")]
NO_COUNTRY = frozenset({"XXS", "XXX"})
"""Nationalities that are no country: stateless, unknown."""
AnyCountry = Annotated[str, In("nationality", but=NO_COUNTRY)]
"""A country of the world by name, the members of the Conference first."""
