"""Search that forgives: words in any order, with or without accents and capitals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet

from amparo.ledger.words import fold_text


class Searchable(models.Model):
    """A row that is found by the words of some of its columns: `searched_in` names them, `search` keeps them folded."""

    search = models.TextField(editable=False, default="")
    searched_in: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        abstract = True

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Save the row with its words as they are now."""
        self.search = fold_text(" ".join(str(getattr(self, name)) for name in self.searched_in))
        if update_fields is not None and set(self.searched_in) & set(update_fields):
            update_fields = {*update_fields, "search"}
        super().save(update_fields=update_fields, **options)


def rows_matching[M: models.Model](rows: QuerySet[M], q: str, *, column: str = "search") -> QuerySet[M]:
    """Return the rows in whose column of folded words every word of `q` stands."""
    for word in fold_text(q).split():
        rows = rows.filter(**{f"{column}__contains": word})
    return rows
