"""What was typed: read from a form, kept as it is typed, said to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.html import escape

from amparo.cases import drafts
from amparo.cases.act import AnyAct
from amparo.cases.forms.layout import SEEN
from amparo.ledger import clock
from amparo.ledger.problems import FieldError
from amparo.ledger.text import t
from amparo.ui import present
from amparo.ui.forms.read import Typed
from amparo.ui.pages.base import ReaderRequest

if TYPE_CHECKING:
    from amparo.cases.models import Case

KEEP, SAVE, DISCARD = "keep", "draft", "forget"
CONTROLS = frozenset({"csrfmiddlewaretoken", "owner", "version", "do", "ask-reason", SEEN})
MAX_ANSWER, MAX_FORM = 20_000, 400_000
"""The letters that one answer and a whole form may hold: no act takes more."""
_TOO_LONG = t(
    "Es demasiado largo: escriba hasta {most} letras. Nada de esta página se guardó.",
    "It is too long: write up to {most} letters. Nothing of this page was saved.",
    most=MAX_ANSWER,
)
_TOO_MUCH = t(
    "La página lleva demasiado texto: hasta {most} letras en total. Nada se guardó.",
    "The page holds too much text: up to {most} letters in all. Nothing was saved.",
    most=MAX_FORM,
)
_WAITS_FOR_SIGNATURE = t(
    "Espera la firma de otra persona: lo que cambie no se guarda solo.",
    "It waits for another person's signature: what you change is not saved by itself.",
)


def read_typed(request: ReaderRequest) -> dict[str, list[str]]:
    """Return the answers of a form without its controls, `SEEN` excepted.

    `SEEN` names the version of the file that the form began from.
    """
    return {key: request.POST.getlist(key) for key in request.POST if key == SEEN or key not in CONTROLS}


def find_excess(typed: Typed) -> tuple[FieldError, ...]:
    """Return what is longer than a form may hold.

    One of its answers, or all of them together.
    """
    lengths = {name: max(map(len, values), default=0) for name, values in typed.items()}
    long = tuple(FieldError(name, _TOO_LONG) for name, length in lengths.items() if length > MAX_ANSWER)
    if long or sum(len(value) for values in typed.values() for value in values) <= MAX_FORM:
        return long
    return (FieldError("", _TOO_MUCH),)


def autosave_form(request: ReaderRequest, case: Case | None, declared: AnyAct) -> HttpResponse:
    """Keep a form as it is being typed; one line says so."""
    by, typed = request.actor, read_typed(request)
    if excess := find_excess(typed):
        return HttpResponse(escape(str(excess[0].message)), status=422)
    if not drafts.autosave(case, declared.code, typed, by=by):
        return HttpResponse(escape(str(_WAITS_FOR_SIGNATURE)))
    at = present.to_local(clock.now(), by).strftime("%H:%M")
    return HttpResponse(escape(str(t("Guardado {at}", "Saved {at}", at=at))))
