"""Arrays that grow, and lists of the rows in which each value stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Column[N: np.generic]:
    """A growing array of rows of fixed width; `rows()` are those filled so far."""

    def __init__(self, dtype: type[N], width: int = 0) -> None:
        self._width = (width,) if width else ()
        self._data: NDArray[N] = np.zeros((1024, *self._width), dtype)
        self._size = 0

    def append(self, rows: NDArray[N]) -> None:
        end = self._size + len(rows)
        if end > len(self._data):
            grown = np.zeros((max(end, len(self._data) * 3 // 2), *self._width), self._data.dtype)
            grown[: self._size] = self._data[: self._size]
            self._data = grown
        self._data[self._size : end] = rows
        self._size = end

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Leave these rows alone, in this order, and give back the room of the others."""
        self._data = self.rows()[rows]
        self._size = len(rows)

    def rows(self) -> NDArray[N]:
        return self._data[: self._size]


class Postings:
    """For each value, the rows in which it stands.

    Values are whole numbers; 0 stands for nothing and is left out.
    """

    def __init__(self, table: NDArray[np.integer]) -> None:
        flat = table.reshape(len(table), -1) if table.size else np.zeros((0, 1), np.int32)
        rows, places = np.nonzero(flat)
        values = flat[rows, places]
        order = np.argsort(values, kind="stable")
        self._rows: NDArray[np.int32] = rows.astype(np.int32)[order]
        self._values, starts = np.unique(values[order], return_index=True)
        self._starts = np.append(starts, len(order)).astype(np.int64)

    def of(self, value: int) -> NDArray[np.int32]:
        """Return the rows in which a value stands."""
        at = int(np.searchsorted(self._values, value))
        known = at < len(self._values) and self._values[at] == value
        start, end = (self._starts[at], self._starts[at + 1]) if known else (0, 0)
        rows: NDArray[np.int32] = self._rows[start:end]
        return rows
