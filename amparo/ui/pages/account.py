"""The pages of signing in and out, and of one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.accounts.sign_in import may_try_to_sign_in
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.pages.base import ReaderRequest, signed_in


class SignIn(LoginView):
    """The sign-in page: `username` and `password`.

    The library `allauth` does the rest. What it counts by is in `accounts.sign_in`.
    """

    template_name = "account/login.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Sign in. Answer 429 past the limit of tries."""
        if not may_try_to_sign_in(request):
            return render(request, "ui/errors/429.html", status=429)
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response

    def get_form_kwargs(self) -> JsonObject:
        """Return the submitted user name as `login`, as allauth expects it."""
        found: JsonObject = super().get_form_kwargs()
        if found.get("data") is not None:
            found["data"] = found["data"].copy()
            found["data"]["login"] = found["data"].get("username", "")
        return found

    def get_context_data(self, **kwargs: Any) -> JsonObject:
        """Return the two fields and one error, which does not say which was wrong."""
        found: JsonObject = super().get_context_data(**kwargs)
        form = found["form"]
        errors = [str(error) for error in form.non_field_errors()]
        if form.errors and not errors:
            errors = [str(t("Escriba su usuario y su contraseña.", "Enter your user name and your password."))]
        value = form.data.get("username", "") if form.is_bound else ""
        found["form_fields"] = [
            {
                "kind": "text",
                "name": "username",
                "label": t("Usuario", "User name"),
                "required": True,
                "value": value,
                "autocomplete": "username",
            },
            {
                "kind": "password",
                "name": "password",
                "label": t("Contraseña", "Password"),
                "required": True,
                "autocomplete": "current-password",
            },
        ]
        found["errors"] = [{"href": "#username", "text": text} for text in errors]
        found["next"] = self.request.GET.get("next", self.request.POST.get("next", ""))
        return found


@signed_in
def account(request: ReaderRequest) -> HttpResponse:
    """Show the person's name, role, agency, certificate, and sign-in settings.

    The settings link to password and second factors.
    """
    by = request.actor
    rows = [
        {"key": t("Nombre", "Name"), "value": by.name},
        {"key": t("Función", "Role"), "value": ROLES[by.role].label},
        {"key": t("Institución", "Agency"), "value": by.agency_name or "–"},
        {"key": t("Certificado de protección de la niñez", "Child-protection certificate"),
         "value": t("Vigente", "Valid") if by.trained else t("No hay uno vigente", "None valid")},
    ]  # fmt: skip
    return render(request, "ui/account.html", {"rows": rows})


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session at once, that of who is between the two steps of signing in too.

    Nothing stays in the browser's history pages.
    """
    if request.method == "POST":
        logout(request)
    return redirect(reverse("sign_in"))
