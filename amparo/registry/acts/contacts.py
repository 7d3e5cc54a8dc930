"""What institutions did before: earlier contacts and earlier returns."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from amparo.core.acts import Part, Record, ShortText, act, ask
from amparo.core.codes import In, Nationality, YesNoUnknown
from amparo.core.text import t
from amparo.registry.acts.parts import WHOLE_LIST, SectionInput

_CONTACTS = t("Instituciones que le atendieron", "Institutions met before")
_RETURNS = t("Retornos anteriores", "Earlier returns")


class Contact(Part):
    """One earlier contact with an institution, of any country."""

    institution: Annotated[str, In("org_kind")] = ask(t("Institución", "Institution"), default=...)
    name: ShortText | None = ask(t("Nombre", "Name"))
    country: Nationality | None = ask(t("País", "Country"))
    place: ShortText | None = ask(t("Lugar", "Place"))
    on: date | None = ask(t("Cuándo", "When"))
    what: ShortText | None = ask(t("Qué hizo", "What it did"))
    outcome: Annotated[str, In("contact_outcome")] | None = ask(t("En qué quedó", "How it ended"))
    file_number: ShortText | None = ask(t("Número de expediente", "File number"))


class EarlierReturn(Part):
    """One earlier return, by whomever."""

    from_country: Nationality = ask(t("Desde", "From"), default=...)
    to_country: Nationality = ask(t("Hacia", "To"), default=...)
    on: date | None = ask(t("Cuándo", "When"))
    mode: Annotated[str, In("return_mode")] | None = ask(t("Cómo", "How"))
    received_by: Annotated[str, In("org_kind")] | None = ask(t("Quién le recibió", "Received by"))
    heard: bool | None = ask(t("Le escucharon antes", "Was heard before"))


@act
class RecordEarlierContacts(Record):
    """State which institutions met the child before and from where they were returned."""

    code = "record_earlier_contacts"
    title = t("Atención y retornos anteriores", "Earlier contacts and returns")
    section = "contacts"
    moves = frozenset({"risk"})

    class Input(SectionInput):
        """Told by the child or found in papers; nothing here is asked of a consulate without consent."""

        contacts: list[Contact] | None = ask(
            t("Contactos", "Contacts"), max_length=40, group=_CONTACTS, hint=WHOLE_LIST
        )
        returned_before: YesNoUnknown | None = ask(t("¿Le habían retornado antes?", "Returned before?"), group=_RETURNS)
        returns: list[EarlierReturn] | None = ask(
            t("Retornos", "Returns"), max_length=20, group=_RETURNS, hint=WHOLE_LIST
        )
