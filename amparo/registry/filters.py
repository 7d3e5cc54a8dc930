"""Filters of the list of cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, ClassVar
from uuid import UUID

from amparo.ledger.actor import Actor
from amparo.ledger.codes import Country, In, Nationality
from amparo.ledger.text import t
from amparo.ui.fields import field
from amparo.ui.resource.filters import ListFilters


class CaseFilters(ListFilters):
    """Cases by step, by child, and by who is responsible.

    Ages are whole years, both included.
    """

    step: Annotated[str, In("case_step")] | None = field(t("Paso", "Step"))
    profile: Annotated[str, In("vulnerability_profile")] | None = field(
        t("Perfil", "Profile"), compartment="protection"
    )
    custody: Annotated[str, In("custody")] | None = field(t("Custodia", "Custody"))
    country: Country | None = field(t("País en que está", "Country where they are"))
    origin: Nationality | None = field(t("País de origen", "Country of origin"))
    age_from: int | None = field(t("Edad desde", "Age from"), ge=0, le=150)
    age_to: int | None = field(t("Edad hasta", "Age to"), ge=0, le=150)
    overdue: bool = field(
        t("Plazos", "Deadlines"), default=False, hint=t("Sólo con plazo vencido", "Only with an overdue deadline")
    )
    agency: UUID | None = field(t("Autoridad responsable", "Responsible authority"), choose="protection_agency")
    officer: UUID | None = field(t("Responsable", "Officer"), choose="officer")
    unassigned: bool = field(
        t("Asignación", "Assignment"), default=False, hint=t("Sólo sin responsable", "Only without an officer")
    )
    open_only: bool = field(t("Estado", "State"), default=False, hint=t("Sólo abiertos", "Only open cases"))

    hidden_from: ClassVar[Mapping[str, Callable[[Actor], bool]]] = dict.fromkeys(
        ("officer", "unassigned"), lambda by: by.org_kind != "protection" or by.agency is None
    )
