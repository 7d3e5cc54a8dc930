"""What of an erased case lies outside its rows: sealed files, and what the matcher remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.erasure import register_eraser
from amparo.registry.match_records import forget_match_record
from amparo.registry.models import StoredFile

if TYPE_CHECKING:
    from amparo.cases.models import Case


@register_eraser("registry")
def erase_files_and_match_record(case: Case) -> list[str]:
    """Forget what is compared of the case; return the names of its sealed files."""
    forget_match_record(case)
    return list(StoredFile.objects.filter(case=case).values_list("stored_as", flat=True))
