"""The registry: how contexts add entries to what a lower context composes.

Acts, menus, panels and tasks are such entries. All registries fill in one way. A lower context declares a `Registry`.
Each module of a room (`ledger.apps.Context.rooms`) adds its entries at module level, and `Context.ready()` imports
those modules once, lowest context first. A value is added by `add()`, mostly inside a `declare_…()` function that takes
its key from the value; a function is added by the decorator `register()`. A key that is taken raises an error at
start-up. (`amparo.law` has its own tables: it may not import this.)
"""

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView


class Registry[V](Mapping[str, V]):
    """Entries by key, in the order in which the contexts added them.

    >>> colours = Registry[str]("colour")
    >>> colours.add("sky", "blue")
    'blue'
    >>> colours.add("sky", "grey")
    Traceback (most recent call last):
    ...
    ValueError: there is a colour sky already
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._entries: dict[str, V] = {}

    def add(self, key: str, value: V) -> V:
        """Add an entry and return it. Raises `ValueError` when its key is taken."""
        if key in self._entries:
            raise ValueError(f"there is a {self._what} {key} already")
        self._entries[key] = value
        return value

    def register(self, key: str) -> Callable[[V], V]:
        """Return a decorator that adds a function under this key."""

        def add(value: V) -> V:
            return self.add(key, value)

        return add

    def __getitem__(self, key: str) -> V:
        """Return an entry. Raises `KeyError`."""
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._entries)

    def keys(self) -> KeysView[str]:
        """Return the keys."""
        return self._entries.keys()

    def values(self) -> ValuesView[V]:
        """Return the entries."""
        return self._entries.values()

    def items(self) -> ItemsView[str, V]:
        """Return keys and entries."""
        return self._entries.items()
