"""Opening a record: four answers, kept as they are typed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.policy import AccountsPolicy
from amparo.core import drafts
from amparo.core.acts import ACTS
from amparo.core.inputs import parse_input
from amparo.core.models import Draft
from amparo.core.perform import perform
from amparo.core.problems import BadInput, Duplicates, FieldError, Refused
from amparo.core.text import t
from amparo.registry.selectors import seen_of
from amparo.web import present
from amparo.web.compare import share
from amparo.web.forms import Form, fields_for, json_from
from amparo.web.forms.read import Typed
from amparo.web.pages.act import tell_done
from amparo.web.pages.base import ReaderRequest, signed_in
from amparo.web.pages.drafting import KEEP, kept, typed_in
from amparo.web.stash import owner_mark, take_what_was_typed

_KIN = {
    "siblings": t("Hermana o hermano de", "Sister or brother of"),
    "companions": t("Viaja con", "Travels with"),
}
_FIRST = (
    "names.given",
    "names.first_surname",
    "names.unknown",
    "age_or_birth.birth_date",
    "age_or_birth.age_years",
    "age_or_birth.unknown",
)
_PARTS = ("names.", "age_or_birth.")


@signed_in
def new_case(request: ReaderRequest) -> HttpResponse:
    """Four answers open a record."""
    declared, by = ACTS["register"], request.actor
    if not AccountsPolicy().role_may(by, declared):
        raise Http404
    if request.method != "POST":
        return _open(request)
    if request.POST.get("do") == KEEP:
        return kept(request, None, declared)
    if request.POST.get("do") == "forget":
        drafts.drop(None, declared.code, by=by)
        return redirect("new_case")
    return _register(request, typed_in(request))


def _open(request: ReaderRequest) -> HttpResponse:
    """The form as it was left; begun anew for the sister or brother of another child, unless it was begun for them."""
    kin = {key: request.GET.getlist(key) for key in request.GET if key in _KIN}
    draft = drafts.mine(None, "register", by=request.actor)
    if typed := take_what_was_typed(request):
        return _form(request, typed)
    if draft and (not kin or all(draft.typed.get(key) == ids for key, ids in kin.items())):
        return _form(request, draft.typed, restored=True)
    return _form(request, kin, other=draft)


def _linked(card: Any) -> dict[str, Any]:
    return present.child(card, number=card.number, href=reverse("case", args=[card.case_id]))


def _register(request: ReaderRequest, typed: Typed) -> HttpResponse:
    declared, by = ACTS["register"], request.actor
    back = request.POST.get("do") == "back"  # from a comparison: the candidates are looked for again, nothing is done
    try:
        given = parse_input(declared, json_from(declared.Input, typed, zone=by.zone))
        outcome = perform("register", None, given, by=by, dry_run=back)
    except BadInput as problem:
        return _form(request, typed, errors=problem.errors, status=422)
    except Duplicates as problem:
        return _form(request, typed, candidates=problem.candidates, status=409)
    except Refused as problem:
        return _form(request, typed, reasons=problem.members()["reasons"], status=409)
    if back:
        return _form(request, typed)
    drafts.drop(None, declared.code, by=by)
    tell_done(request, declared, outcome)
    return redirect("case", outcome.case.id)


def _form(
    request: ReaderRequest,
    typed: Typed,
    *,
    errors: tuple[FieldError, ...] = (),
    candidates: list[dict[str, Any]] | None = None,
    reasons: list[dict[str, Any]] | None = None,
    restored: bool = False,
    other: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    by, model = request.actor, ACTS["register"].Input
    form = Form(by, by.zone, None, typed, errors)
    four = fields_for(model, form, only=("names", "sex", "age_or_birth", "with_whom"))
    asked = [field for field in four if field["kind"] != "heading"]
    later = [field for field in asked if field["name"].startswith(_PARTS) and field["name"] not in _FIRST]
    named = {key: typed.get(key, []) for key in _KIN}
    context = {
        "kin": [
            {"title": title, "people": [_linked(card) for card in seen_of(named[key], by=by)]}
            for key, title in _KIN.items()
            if any(named[key])
        ],
        "fields": [field for field in asked if field not in later],
        "rest": later + fields_for(model, form, only=("country", "custody", "protection_agency")),
        "hidden": [(key, value) for key in (*_KIN, "distinct_from") for value in typed.get(key, [])],
        "errors": form.summary(four),
        "candidates": [one | {"share": share(one["similarity"])} for one in candidates or []],
        "verdicts": [present.verdict(reason, "", by) for reason in reasons or []],
        "owner": owner_mark(by.id),
        "restored": restored,
        "other_href": reverse("new_case") if other else "",
    }
    return render(request, "case/new.html", context, status=status)
