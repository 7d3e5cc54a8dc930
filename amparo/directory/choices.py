"""What can be chosen from the directory in a form."""

from uuid import UUID

from django.db.models import QuerySet

from amparo.accounts.selectors import agencies, people
from amparo.directory.editors import reads_people
from amparo.directory.models import Institution, Interpreter
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ui.choices import Option, choice_source


@choice_source("institution")
def list_institutions(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return active institutions, at home and abroad."""
    return [
        Option(i.id, i.name, f"{label('org_kind', i.org_kind)} · {label('nationality', i.country)}")
        for i in _active_institutions()
    ]


@choice_source("consulate")
def list_consulates(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return active consulates, with their country."""
    found = _active_institutions().filter(org_kind="consulate")
    return [Option(i.id, i.name, str(label("nationality", i.country))) for i in found]


def _active_institutions() -> QuerySet[Institution]:
    return Institution.objects.filter(active=True).order_by("country", "name")


@choice_source("interpreter")
def list_interpreters(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return interpreters with their languages."""
    return [
        Option(i.id, i.name, ", ".join(str(label("language", code)) for code in i.languages))
        for i in Interpreter.objects.filter(active=True).order_by("name")
    ]


@choice_source("agency")
def list_agencies(by: Actor, about: UUID | None) -> list[Option]:
    """Return the agencies whose people work on this node."""
    return [Option(agency.id, agency.name, agency.place) for agency in agencies().order_by("name")]


@choice_source("person")
def list_people(by: Actor, about: UUID | None) -> list[Option]:
    """Return the people of this node.

    To those who keep registers of them or audit them. Nobody to others.
    """
    if not reads_people(by):
        return []
    return [Option(person.id, person.name, person.username) for person in people().order_by("name", "username")]
