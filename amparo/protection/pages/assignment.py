"""The page on which a supervisor assigns several cases at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.protection.assigning import MOST, assign_cases, list_free_officers, share_out
from amparo.registry.components import child_line
from amparo.registry.filters import CaseFilters
from amparo.registry.selectors import CaseRow, case_list, visible_cards
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.requests import parse_id

EVENLY = "evenly"
_NOBODY_CHOSEN = t("Marque al menos un caso.", "Tick at least one case.")
_NO_OFFICER = t("Elija a una persona o repartir.", "Choose a person, or to share out.")


@signed_in
def assign_several(request: ReaderRequest) -> HttpResponse:
    """Show the cases without an officer; then who would get which; then assign them."""
    by = request.actor
    if not ROLES[by.role].is_supervisor or by.agency is None:
        raise NotVisible
    found = case_list(by=by, filters=CaseFilters(unassigned=True, open_only=True), limit=MOST, counted=True)
    cases, officers = found.rows, list_free_officers(by=by)
    chosen = [row for row in cases if str(row.id) in request.POST.getlist("case")]
    context: JsonObject = {
        "cases": [_build_choice(row, row in chosen) for row in cases],
        "count": found.total,
        "officers": [{"id": str(officer), "name": name} for officer, name in officers.items()],
        "evenly": EVENLY,
        "to": request.POST.get("to", ""),
    }
    if request.method != "POST":
        return render(request, "protection/assign.html", context)
    if request.POST.get("do") == "assign":
        return _assign(request, officers, by)
    given_to = _who_gets(chosen, request.POST.get("to", ""), officers, by)
    errors = [] if chosen else [{"href": "#cases", "text": _NOBODY_CHOSEN}]
    errors += [] if given_to or not chosen else [{"href": "#to", "text": _NO_OFFICER}]
    if errors:
        return render(request, "protection/assign.html", context | {"errors": errors}, status=422)
    pairs = [
        {"who": child_line(row, number=row.number), "case": row.id, "to": given_to[row.id],
         "officer": officers[given_to[row.id]]}
        for row in chosen
    ]  # fmt: skip
    return render(request, "protection/assign_confirm.html", {"pairs": pairs})


def _build_choice(row: CaseRow, is_chosen: bool) -> JsonObject:
    who = child_line(row, number=row.number, href=reverse("case", args=[row.id]))
    return {"id": str(row.id), "who": who, "is_chosen": is_chosen}


def _who_gets(chosen: list[CaseRow], to: str, officers: dict[UUID, str], by: Actor) -> dict[UUID, UUID]:
    """Return who gets each of these cases; nothing where nobody was chosen."""
    if to == EVENLY:
        return share_out([row.id for row in chosen], by=by)
    named = next((officer for officer in officers if str(officer) == to), None)
    return {row.id: named for row in chosen} if named else {}


def _assign(request: ReaderRequest, officers: dict[UUID, str], by: Actor) -> HttpResponse:
    """Assign what was confirmed, and name what could not be."""
    by_text = {str(officer): officer for officer in officers}
    asked = dict(pair.split(":", 1) for pair in request.POST.getlist("pair")[:MOST] if ":" in pair)
    seen = visible_cards([parse_id(case) for case in asked], by=by)
    numbers = {card.case_id: card.number for card in seen.values() if card.agency == by.agency}
    given_to = {case: by_text.get(asked[str(case)]) for case in numbers}
    failed = assign_cases(given_to, by=by)
    done = len(numbers) - len(failed)
    if done:
        messages.success(request, str(t("Casos asignados: {n}.", "Cases assigned: {n}.", n=done)))
    for case, why in failed.items():
        words = t("{number} no se asignó: {why}.", "{number} was not assigned: {why}.",
                  number=numbers[case], why=why.rstrip("."))  # fmt: skip
        messages.error(request, str(words))
    if missing := len(asked) - len(numbers):
        messages.error(request, str(t("Ya no están en su lista: {n}.", "No longer on your list: {n}.", n=missing)))
    return redirect("assign_several" if failed or missing else "home")
