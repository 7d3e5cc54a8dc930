"""The act on earlier contacts with institutions and earlier returns."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from amparo.cases.act import Record, act
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT, SectionInput
from amparo.ui.fields import Part, ShortText, field

_CONTACTS = t("Instituciones que le atendieron", "Institutions met before")
_RETURNS = t("Retornos anteriores", "Earlier returns")


class Contact(Part):
    """One earlier contact with an institution, of any country."""

    institution: Annotated[str, In("org_kind")] = field(t("Institución", "Institution"), default=...)
    name: ShortText | None = field(t("Nombre", "Name"))
    country: AnyCountry | None = field(t("País", "Country"))
    place: ShortText | None = field(t("Lugar", "Place"))
    on: date | None = field(t("Cuándo", "When"))
    what: ShortText | None = field(t("Qué hizo", "What it did"))
    outcome: Annotated[str, In("contact_outcome")] | None = field(t("En qué quedó", "How it ended"))
    file_number: ShortText | None = field(t("Número de expediente", "File number"))


class EarlierReturn(Part):
    """One earlier return, by whomever."""

    from_country: AnyCountry = field(t("Desde", "From"), default=...)
    to_country: AnyCountry = field(t("Hacia", "To"), default=...)
    on: date | None = field(t("Cuándo", "When"))
    mode: Annotated[str, In("return_mode")] | None = field(t("Cómo", "How"))
    received_by: Annotated[str, In("org_kind")] | None = field(t("Quién le recibió", "Received by"))
    heard: bool | None = field(t("Le escucharon antes", "Was heard before"))


@act
class RecordEarlierContacts(Record["RecordEarlierContacts.Input"]):
    """State which institutions met the child before and from where they were returned."""

    code = "record_earlier_contacts"
    title = t("Atención y retornos anteriores", "Earlier contacts and returns")
    section = "contacts"
    reopens = frozenset({"risk"})

    class Input(SectionInput):
        """The contacts and returns, as the child or papers tell them.

        Nothing here is asked of a consulate without consent.
        """

        contacts: list[Contact] | None = field(
            t("Contactos", "Contacts"), max_length=40, group=_CONTACTS, hint=WHOLE_LIST_HINT
        )
        returned_before: YesNoUnknown | None = field(
            t("¿Le habían retornado antes?", "Returned before?"), group=_RETURNS
        )
        returns: list[EarlierReturn] | None = field(
            t("Retornos", "Returns"), max_length=20, group=_RETURNS, hint=WHOLE_LIST_HINT
        )
