"""The parts of a form: what is not declared is refused, never ignored.

A second file under one name, or under a name of its own, would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui import problem

type View = Callable[..., HttpResponse]

_DECLARED: Final = "declared_files"
_SENT_BY_BROWSER: Final = frozenset({"csrfmiddlewaretoken"})


def takes_files(*names: str) -> Callable[[View], View]:
    """Declare of a page which files its forms take, each once."""

    def declare(view: View) -> View:
        setattr(view, _DECLARED, names)
        return view

    return declare


class DeclaredFiles:
    """Refuse a file that a page does not declare: most take none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, unchanged."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_: Any) -> HttpResponse | None:
        """Return the refusal, None when nothing is too much.

        The API refuses by itself (`ui.api.root`).
        """
        if request.method != "POST" or problem.is_api(request):
            return None
        try:
            refuse_undeclared_parts(request, files=getattr(view, _DECLARED, ()))
        except BadInput as refusal:
            return problem.respond(request, refusal)
        return None


def refuse_undeclared_parts(
    request: HttpRequest, *, files: Container[str], fields: Container[str] | None = None
) -> None:
    """Raise `BadInput` that names each part that is not declared, or sent twice.

    `fields`: None takes any.
    """
    errors = _list_errors(request.FILES, files)
    if fields is not None:
        errors += _list_errors(request.POST, fields)
    if errors:
        raise BadInput(*errors)


def _list_errors(sent: MultiValueDict[str, Any] | QueryDict, declared: Container[str]) -> list[FieldError]:
    return [
        FieldError(name, _explain(name[:80], is_declared=name in declared))
        for name, values in sorted(sent.lists())
        if name not in _SENT_BY_BROWSER and (name not in declared or len(values) > 1)
    ]


def _explain(name: str, *, is_declared: bool) -> str:
    if is_declared:
        return t("Envíe «{name}» una sola vez.", "Send “{name}” only once.", name=name)
    return t("Aquí no se pide «{name}»: quítelo.", "“{name}” is not asked for here: leave it out.", name=name)
