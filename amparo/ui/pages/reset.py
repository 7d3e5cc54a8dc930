"""The page on which a person sets a new password with a one-time code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from amparo.accounts.known_browsers import keep_browser
from amparo.accounts.resets import use_reset_code
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.forms.summary import summarize_errors

if TYPE_CHECKING:
    from amparo.accounts.models import Person

_QUESTIONS: Final[tuple[JsonObject, ...]] = (
    {"kind": "text", "name": "username", "label": t("Usuario", "User name"), "autocomplete": "username"},
    {"kind": "text", "name": "code", "label": t("Código", "Code"), "autocomplete": "off",
     "hint": t("Se lo da quien administra el nodo.", "The administrator of the node gives it to you.")},
    {"kind": "password", "name": "password", "label": t("Contraseña nueva", "New password"),
     "autocomplete": "new-password",
     "hint": t("Larga y fácil de recordar: cuatro palabras sirven.",
               "Long and easy to remember: four words will do.")},
    {"kind": "password", "name": "again", "label": t("Otra vez la contraseña nueva", "New password again"),
     "autocomplete": "new-password"},
)  # fmt: skip
_BLANK, _DIFFERENT = (
    t("Falta este dato.", "This is missing."),
    t("No es la misma contraseña.", "It is not the same password."),
)
_SHOWN_AGAIN: Final = frozenset({"username"})


@never_cache
@sensitive_post_parameters()
def reset_password(request: HttpRequest) -> HttpResponse:
    """Ask for user name, code and new password; then the person signs in as always."""
    errors: tuple[FieldError, ...] = ()
    if request.method == "POST":
        try:
            return _welcome(request, _use_code(request))
        except BadInput as problem:
            errors = problem.errors
    fields = [_build_field(request, question, errors) for question in _QUESTIONS]
    context = {"fields": fields, "errors": summarize_errors(errors, fields)}
    return render(request, "ui/reset_password.html", context, status=422 if errors else 200)


def _use_code(request: HttpRequest) -> Person:
    """Set the password that was sent. Raises `BadInput`."""
    sent = {str(question["name"]): request.POST.get(str(question["name"]), "") for question in _QUESTIONS}
    if blank := tuple(FieldError(name, _BLANK) for name, text in sent.items() if not text.strip()):
        raise BadInput(*blank)
    if sent["password"] != sent["again"]:
        raise BadInput(FieldError("again", _DIFFERENT))
    return use_reset_code(sent["username"].strip(), sent["code"], sent["password"])


def _welcome(request: HttpRequest, person: Person) -> HttpResponse:
    """Lead to the sign-in.

    Who guesses keeps this browser out no longer: the code has shown whose it is.
    """
    words = t("La contraseña nueva ya sirve: entre con ella.", "The new password works: sign in with it.")
    messages.success(request, str(words))
    response = redirect("sign_in")
    keep_browser(request, response, person)
    return response


def _build_field(request: HttpRequest, question: JsonObject, errors: tuple[FieldError, ...]) -> JsonObject:
    name = str(question["name"])
    value = request.POST.get(name, "") if name in _SHOWN_AGAIN else ""
    wrong = [str(error.message) for error in errors if error.path == name]
    return question | {"required": True, "value": value, "errors": wrong}
