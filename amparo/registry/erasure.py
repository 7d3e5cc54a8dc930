"""Erasure of what is outside a case's rows.

Sealed files, and the memory of the matcher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.erasure import register_eraser
from amparo.registry.match_records import delete_match_record
from amparo.registry.models import StoredFile

if TYPE_CHECKING:
    from amparo.cases.models import Case


@register_eraser("registry")
def erase_files_and_match_record(case: Case) -> list[str]:
    """Delete the match record of the case; return the names of its sealed files."""
    delete_match_record(case)
    return list(StoredFile.objects.filter(case=case).values_list("stored_as", flat=True))
