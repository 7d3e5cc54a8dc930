"""Which records a second person signs: for `needs_signature` of a record."""

from typing import Any

from amparo.core.file import CaseFile

type Needs = staticmethod[[CaseFile, Any], bool]


def _always(file: CaseFile, given: Any) -> bool:
    return True


SIGNED_ALWAYS: Needs = staticmethod(_always)


def signed_when(name: str, value: str) -> Needs:
    """Signed where the input answers `name` with this value, and not otherwise."""

    def needs(file: CaseFile, given: Any) -> bool:
        return bool(getattr(given, name) == value)

    return staticmethod(needs)
