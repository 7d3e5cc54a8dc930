"""Papers of a case as PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from amparo.cases import papers, selectors
from amparo.cases.readings import log_reading
from amparo.ledger.problems import NotVisible
from amparo.ui.pages.base import ReaderRequest, signed_in


@signed_in
def paper(request: ReaderRequest, case_id: UUID, slug: str, entry_id: UUID | None = None) -> HttpResponse:
    """Hand out a paper as PDF, in the reader's language.

    Of one entry, else of the latest.
    """
    by = request.actor
    case = selectors.visible_case(case_id, by=by)
    if slug not in papers.PAPERS:
        raise NotVisible
    kind, on_file = papers.PAPERS[slug], selectors.file_for(case, by=by)
    entry = next((entry for entry in reversed(kind.entries(on_file)) if entry_id in (None, entry.id)), None)
    if entry is None:
        raise NotVisible
    content = papers.render_pdf(
        kind, papers.Reading(case, on_file, entry, by), base_url=request.build_absolute_uri("/")
    )
    log_reading(case, "files", by=by)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="amparo-{case.number}.pdf"'
    return response
