"""Acts of the registry: opening a record, and the sections of the single regional form."""

from amparo.registry.acts import identity, register

__all__ = ["identity", "register"]
