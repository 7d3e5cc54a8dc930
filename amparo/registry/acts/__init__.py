"""Acts of the registry: opening a record, and the sections of the single regional form."""

from amparo.registry.acts import (
    circumstances,
    contacts,
    documents,
    duplicates,
    education,
    family,
    files,
    health,
    identity,
    interpreter,
    journey,
    peoples,
    register,
    work,
)

__all__ = [
    "circumstances", "contacts", "documents", "duplicates", "education", "family", "files", "health", "identity",
    "interpreter", "journey", "peoples", "register", "work",
]  # fmt: skip
