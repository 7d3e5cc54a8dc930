"""The form of one row of a register: what it asks as a person would answer it, and what cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.db import models

from amparo.accounts.roles import ROLES, Role
from amparo.ledger.codes import code_list, label
from amparo.ledger.text import t

ROLE = "role"
"""Instead of a list of codes: the roles that a person can have."""
_IN_ORDER = (("valid_from", "valid_until"), ("age_from", "age_to"))


class DayBoxes(forms.DateInput):
    """A day asked in three boxes, as every form here asks it: `name-day`, `name-month`, `name-year`."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """An ISO date; what is no date comes out as no date, so that the form says so."""
        day, month, year = (str(data.get(f"{name}-{part}", "")).strip() for part in ("day", "month", "year"))
        return f"{year:0>4}-{month:0>2}-{day:0>2}" if day or month or year else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether none of the boxes was on the form."""
        return not any(f"{name}-{part}" in data for part in ("day", "month", "year"))


if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm  # which knows no parameter while it runs


class RowForm(_ModelForm):
    """One row of a register. What the table may leave empty may be left empty on the form."""

    def ask(self, questions: Mapping[str, str], codes: Mapping[str, str]) -> None:
        """Put the questions in the reader's words, and offer codes only from their lists."""
        for name, question in questions.items():
            column = self._meta.model._meta.get_field(name)
            field = self.fields[name]
            if name in codes:
                field = self.fields[name] = _chosen_from(codes[name], column, required=field.required)
            elif isinstance(field, forms.DateField):
                field.widget = DayBoxes()
            if column.null:
                field.required = False
            field.label = question

    def clean(self) -> dict[str, Any]:
        """Refuse what the table would refuse, at the question that is wrong."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for first, last in _IN_ORDER:
            if given.get(first) is not None and given.get(last) is not None and given[last] < given[first]:
                said = self.fields[first].label
                self.add_error(last, str(t("Está antes de «{said}».", "It is before “{said}”.", said=said)))
        if given.get("time_zone") and given["time_zone"] not in available_timezones():
            words = t("No existe esa zona: escriba una como America/Guatemala.",
                      "There is no such zone: write one like America/Guatemala.")  # fmt: skip
            self.add_error("time_zone", str(words))
        taken = getattr(self.instance, "places_taken", 0)
        if given.get("places") is not None and given["places"] < taken:
            words = t(
                "Ya están ocupados {n}: no pueden ser menos.", "{n} are taken already: there cannot be fewer.", n=taken
            )
            self.add_error("places", str(words))
        if given.get(ROLE):
            self._require_fitting_agency(ROLES[given[ROLE]], given.get("agency"))
        return given

    def _require_fitting_agency(self, role: Role, agency: Any) -> None:
        """Whoever acts for an agency belongs to one of the kind that the role is made for; others to none."""
        if (agency.org_kind if agency else None) == role.org_kind:
            return
        words = t("Esta función no actúa por ninguna institución: deje esto en blanco.",
                  "This role acts for no agency: leave this blank.")  # fmt: skip
        if role.org_kind:
            kind = label("org_kind", role.org_kind)
            words = t("Esta función es de una institución de tipo «{kind}».",
                      "This role belongs to an agency of kind “{kind}”.", kind=kind)  # fmt: skip
        self.add_error("agency", str(words))


def _chosen_from(list_name: str, column: Any, *, required: bool) -> forms.ChoiceField:
    """A question that is answered with one code of a list, or with several where the column holds several."""
    known = ROLES if list_name == ROLE else code_list(list_name)
    choices = [(code, one.label) for code, one in known.items()]
    if column.get_internal_type() == "ArrayField":
        return forms.MultipleChoiceField(choices=choices, required=False, widget=forms.CheckboxSelectMultiple)
    taken = [choice for choice in choices if not column.choices or choice[0] in dict(column.flatchoices)]
    empty = None if column.null else ""
    return forms.TypedChoiceField(choices=[("", ""), *taken], required=required, empty_value=empty)


def form_for(model: type[models.Model], questions: Mapping[str, str]) -> type[RowForm]:
    """The form of a model's rows with these questions."""
    return forms.modelform_factory(model, form=RowForm, fields=[*questions])  # type: ignore[return-value]  # ours
