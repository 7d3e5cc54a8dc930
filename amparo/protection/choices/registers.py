"""Sources of choices from the registers of protection.

Also from the people and agencies of this node.
"""

from typing import Final
from uuid import UUID

from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import active_people_of, agencies_of_kind, people
from amparo.cases.roles import SIGNERS
from amparo.directory.editors import reads_people
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.protection.models import Provider, RollEntry
from amparo.ui.choices import Option, choice_source

# The number changes when a child is placed: for others it would be a sign of a child whom they may not know.
FREE_PLACES_ROLES = frozenset({"protection_officer", "protection_supervisor", "administrator"})

ROLE_OF_ROLL: Final = {"guardian": "guardian", "lawyer": "legal_representative"}
"""The role of a user on each roll."""


@choice_source("provider")
def list_provider_options(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the active places of care; free places only for who may know. One query."""
    providers = Provider.objects.filter(active=True).order_by("name")
    return [Option(provider.id, provider.name, _describe_provider(provider, by)) for provider in providers]


def _describe_provider(provider: Provider, by: Actor) -> str:
    kind = label("placement_type", provider.placement_type)
    if by.role not in FREE_PLACES_ROLES:
        return str(kind)
    return str(t("{kind} · {free} libres", "{kind} · {free} free", kind=kind, free=provider.free))


def _list_roll_options(kind: str) -> list[Option]:
    entries = RollEntry.objects.filter(kind=kind, active=True).order_by("name")
    return [Option(entry.id, entry.name, entry.institution) for entry in entries]


@choice_source("guardian")
def list_guardian_options(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the active guardians of the roll. One query."""
    return _list_roll_options("guardian")


@choice_source("lawyer")
def list_lawyer_options(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the active lawyers of the roll. One query."""
    return _list_roll_options("lawyer")


@choice_source("protection_agency")
def list_protection_agency_options(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the protection authorities of this node. One query."""
    return [Option(agency.id, agency.name, agency.place) for agency in agencies_of_kind("protection")]


@choice_source("officer")
def list_officer_options(by: Actor, case_id: UUID | None) -> list[Option]:
    """Return the officers and supervisors of the reader's own agency. One query."""
    return [Option(person.id, person.name) for person in active_people_of(by.agency, roles=SIGNERS)]


@choice_source("roll_person")
def list_roll_person_options(by: Actor, about: UUID | None) -> list[Option]:
    """Return the users who are guardians or lawyers.

    To those who keep the rolls or audit them. Nobody to others. One query.
    """
    if not reads_people(by):
        return []
    found = people().filter(role__in=ROLE_OF_ROLL.values()).order_by("name", "username")
    return [Option(person.id, person.name, str(ROLES[person.role].label)) for person in found]
