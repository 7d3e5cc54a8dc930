"""What was typed: read from a form, kept as it is typed, said to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.html import escape

from amparo.cases import drafts
from amparo.cases.act import AnyAct
from amparo.cases.forms.layout import SEEN
from amparo.ledger import clock
from amparo.ledger.text import t
from amparo.ui import present
from amparo.ui.pages.base import ReaderRequest

if TYPE_CHECKING:
    from amparo.cases.models import Case

KEEP, SAVE, DISCARD = "keep", "draft", "forget"
CONTROLS = frozenset({"csrfmiddlewaretoken", "owner", "version", "do", "ask-reason", SEEN})
_WAITS_FOR_SIGNATURE = t(
    "Espera la firma de otra persona: lo que cambie no se guarda solo.",
    "It waits for another person's signature: what you change is not saved by itself.",
)


def read_typed(request: ReaderRequest) -> dict[str, list[str]]:
    """Return the answers of a form without its controls, `SEEN` excepted.

    `SEEN` names the version of the file that the form began from.
    """
    return {
        key: [value.replace("\x00", "") for value in request.POST.getlist(key)]
        for key in request.POST
        if key == SEEN or key not in CONTROLS
    }


def autosave_form(request: ReaderRequest, case: Case | None, declared: AnyAct) -> HttpResponse:
    """Keep a form as it is being typed; one line says so."""
    by = request.actor
    if not drafts.autosave(case, declared.code, read_typed(request), by=by):
        return HttpResponse(escape(str(_WAITS_FOR_SIGNATURE)))
    at = present.to_local(clock.now(), by).strftime("%H:%M")
    return HttpResponse(escape(str(t("Guardado {at}", "Saved {at}", at=at))))
