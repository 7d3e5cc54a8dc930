"""The actors of the region.

Their register, and how it is filled from the reports of the Conference.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

from django.db import transaction

from amparo.directory.editors import REGISTER_EDITORS
from amparo.directory.models import RegionalActor
from amparo.directory.selectors import regional_actors
from amparo.directory.words import COUNTRY, DIRECTORY, KIND, NAME, SECTOR
from amparo.ledger.actor import KEEPER
from amparo.ledger.codes import AnyCountry, In
from amparo.ledger.reference_data import reference_data_loader
from amparo.ledger.row_changes import append_row_change
from amparo.ledger.text import t
from amparo.ui.fields import LongText, NameText, Part, ShortText, field
from amparo.ui.resource import Editor, ListFilters, declare_register
from amparo.ui.resource.columns import code_column, text_column

_ROWS = Path(__file__).parents[1] / "data" / "actors.csv"
_SOURCE = ("source_id", "source_file", "source_line", "source_anchor")


@reference_data_loader("actors")
def load_actors() -> int:
    """Add the actors of the reports that are missing, and return how many.

    Those that are here already stay as they are.
    """
    known = set(regional_actors().values_list("source_id", flat=True))
    with _ROWS.open(encoding="utf-8", newline="") as rows:
        added = [_build_actor(row) for row in csv.DictReader(rows) if row["id"] not in known]
    for actor in added:
        with transaction.atomic():
            actor.save()
            append_row_change("actors", actor.id, _EDITOR.answers(actor), by=KEEPER, is_new=True)
    return len(added)


def _build_actor(row: dict[str, str]) -> RegionalActor:
    return RegionalActor(
        name=row["name_es"],
        acronym=row["acronym"],
        kind=row["kind"],
        country=row["country"],
        sector=row["sector"],
        role=row["role_es"],
        note=row["note"],
        source_id=row["id"],
        source_file=row["source_file"],
        source_line=int(row["source_line"]),
        source_anchor=row["source_anchor"],
    )


class ActorInput(Part):
    """Who acts in the region, and how."""

    name: NameText = field(NAME, default=...)
    acronym: ShortText | None = field(t("Sigla", "Acronym"))
    kind: Annotated[str, In("actor_kind")] = field(KIND, default=...)
    country: AnyCountry | None = field(COUNTRY, hint=t("En blanco: toda la región.", "Blank: the whole region."))
    sector: Annotated[str, In("actor_sector")] = field(SECTOR, default=...)
    role: LongText | None = field(t("Qué hace", "What it does"))
    note: LongText | None = field(t("Notas", "Notes"))


class ActorFilters(ListFilters):
    """Actors by what they are, their sector and country."""

    kind: Annotated[str, In("actor_kind")] | None = field(KIND)
    sector: Annotated[str, In("actor_sector")] | None = field(SECTOR)
    country: AnyCountry | None = field(COUNTRY)


_EDITOR = Editor(rows=regional_actors, Input=ActorInput, changers=REGISTER_EDITORS, row_name=t("Actor", "Actor"))
declare_register(
    "actors",
    t("Actores de la región", "Actors of the region"),
    _EDITOR,
    filters=ActorFilters,
    columns=(
        text_column(t("Sigla", "Acronym"), "acronym"),
        code_column(KIND, "kind", "actor_kind"),
        code_column(SECTOR, "sector", "actor_sector"),
        code_column(COUNTRY, "country", "nationality"),
        text_column(t("Qué hace", "What it does"), "role"),
    ),
    known_to_all=frozenset(ActorInput.model_fields),
    fixed=_SOURCE,
    template=DIRECTORY,
)
