"""Text search: words in any order, accents and capitals ignored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.migrations import RunSQL
from django.db.models import Q, QuerySet

from amparo.ledger.words import APOSTROPHES, fold_text


class Searchable(models.Model):
    """A row that is searched by the text of its columns `searched_in`.

    The folded text is stored in `search`.
    """

    search = models.TextField(editable=False, default="")
    searched_in: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        abstract = True

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Save the row with its search text up to date."""
        self.search = fold_text(" ".join(str(getattr(self, name)) for name in self.searched_in))
        if update_fields is not None and set(self.searched_in) & set(update_fields):
            update_fields = {*update_fields, "search"}
        super().save(update_fields=update_fields, **options)


def rows_matching[M: models.Model](rows: QuerySet[M], q: str, *, column: str = "search") -> QuerySet[M]:
    """Return the rows whose column of folded text contains every word of `q`."""
    return rows.filter(words_condition(q, column=column))


def words_condition(q: str, *, column: str = "search") -> Q:
    """Return the condition that a column of folded text contains every word of `q`."""
    wanted = Q()
    for word in fold_text(q).split():
        wanted &= Q(**{f"{column}__contains": word})
    return wanted


def drop_apostrophes(*tables: str) -> RunSQL:
    """Return the migration that drops apostrophes from the stored search text.

    As `fold_text` does since it drops them.
    """
    fold = "trim(regexp_replace(translate(search, %s, ''), ' +', ' ', 'g'))"
    folds = tuple(
        (f"update {table} set search = {fold} where search <> {fold}", [APOSTROPHES] * 2)  # noqa: S608
        for table in tables
    )
    return RunSQL(folds, RunSQL.noop)
