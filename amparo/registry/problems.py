"""The problem that keeps a record from being opened."""

from __future__ import annotations

from amparo.ledger.json import JsonObject
from amparo.ledger.problems import Problem
from amparo.ledger.text import t


class Duplicates(Problem):
    """Cases that may be of the same child, to decide on before a record is opened."""

    status, type = 409, "possible-duplicates"
    title = t("Puede existir ya un expediente", "A case may already exist")

    def __init__(self, candidates: list[JsonObject]) -> None:
        super().__init__(
            t(
                "Compare y diga si es la misma niña, niño o adolescente (same_as) o si es distinto (distinct_from).",
                "Compare, and say whether it is the same child (same_as) or a different one (distinct_from).",
            )
        )
        self.candidates = candidates

    def members(self) -> JsonObject:
        """Return the candidates that the caller may see."""
        return {"candidates": self.candidates}
