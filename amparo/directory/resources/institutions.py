"""Institutions for referrals and data sharing, and the agreements with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.directory.editors import REGISTER_EDITORS
from amparo.directory.selectors import institution_agreements, institutions
from amparo.directory.words import (
    ACTIVE,
    COUNTRY,
    DIRECTORY,
    FROM,
    HOURS,
    KIND,
    NAME,
    OFFICE_HERE,
    PHONE,
    PLACE,
    UNTIL,
)
from amparo.ledger import clock
from amparo.ledger.codes import AnyCountry, In
from amparo.ledger.text import t
from amparo.ui.fields import NameText, Part, ShortText, field
from amparo.ui.resource import Column, Editor, ListFilters, declare_register
from amparo.ui.resource.checks import require_order
from amparo.ui.resource.columns import code_column, day_column, text_column
from amparo.ui.resource.rows import BY_NAME

if TYPE_CHECKING:
    from amparo.directory.models import Institution
    from amparo.ledger.actor import Actor


class InstitutionInput(Part):
    """An institution to whom a child may be referred, or data sent."""

    name: NameText = field(NAME, default=...)
    org_kind: Annotated[str, In("org_kind")] = field(KIND, default=...)
    country: AnyCountry = field(COUNTRY, default=...)
    place: ShortText | None = field(PLACE)
    phone: ShortText | None = field(PHONE)
    hours: ShortText | None = field(HOURS)
    services: list[Annotated[str, In("service")]] | None = field(t("Servicios", "Services"))
    undertaking_until: date | None = field(
        t("Compromiso de confidencialidad vigente hasta", "Confidentiality undertaking in force until")
    )
    agency: UUID | None = field(OFFICE_HERE, choose="agency")
    verified: bool = field(
        t(
            "Verificada: existe, atiende y firmó el compromiso",
            "Verified: it exists, answers and signed the undertaking",
        ),
        default=...,
    )
    active: bool = field(ACTIVE, default=...)


class InstitutionFilters(ListFilters):
    """Institutions by what they are, where they are, what they offer."""

    org_kind: Annotated[str, In("org_kind")] | None = field(KIND)
    country: AnyCountry | None = field(COUNTRY)
    services: Annotated[str, In("service")] | None = field(t("Servicio", "Service"))


def _stamp_verified(row: Institution, given: InstitutionInput, by: Actor) -> None:
    """Keep who verified it, and when."""
    if given.verified and row.verified_at is None:
        row.verified_at, row.verified_by = clock.now(), by.id
    elif not given.verified:
        row.verified_at = row.verified_by = None


declare_register(
    "institutions",
    t("Instituciones", "Institutions"),
    Editor(
        rows=institutions,
        Input=InstitutionInput,
        changers=REGISTER_EDITORS,
        row_name=t("Institución", "Institution"),
        stamp=_stamp_verified,
        blank={"active": True, "verified": False},
    ),
    filters=InstitutionFilters,
    columns=(
        code_column(KIND, "org_kind", "org_kind"),
        code_column(COUNTRY, "country", "nationality"),
        text_column(PHONE, "phone"),
        text_column(HOURS, "hours"),
    ),
    order=("country", *BY_NAME),
    known_to_all=frozenset({"name", "org_kind", "country", "place", "phone", "hours", "services", "active"}),
    template=DIRECTORY,
)


class InstitutionAgreementInput(Part):
    """A protocol, bilateral agreement or accepted code of ethics with an institution."""

    institution: UUID = field(t("Institución", "Institution"), default=..., choose="institution")
    kind: Annotated[str, In("agreement")] = field(KIND, default=...)
    title: NameText = field(t("Título", "Title"), default=...)
    valid_from: date = field(FROM, default=...)
    valid_until: date | None = field(UNTIL)


class InstitutionAgreementFilters(ListFilters):
    """Agreements by what they are."""

    kind: Annotated[str, In("agreement")] | None = field(KIND)


def _check_days(row: object, given: InstitutionAgreementInput, by: Actor) -> None:
    require_order(given, "valid_from", "valid_until")


declare_register(
    "institution-agreements",
    t("Acuerdos y códigos de ética", "Agreements and codes of ethics"),
    Editor(
        rows=institution_agreements,
        Input=InstitutionAgreementInput,
        changers=REGISTER_EDITORS,
        row_name=t("Acuerdo", "Agreement"),
        check=_check_days,
    ),
    filters=InstitutionAgreementFilters,
    columns=(
        Column(t("Institución", "Institution"), lambda row, by: row.institution.name),
        code_column(KIND, "kind", "agreement"),
        day_column(UNTIL, "valid_until"),
    ),
    order=BY_NAME,
)
