"""What can be chosen from the registers of protection in a form."""

from uuid import UUID

from amparo.accounts.models import Agency, Person
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.protection.models import Provider, RollEntry
from amparo.ui.choices import Option, choices

# The number moves when a child is placed: for others it would be a sign of a child whom they may not know.
SEEING_FREE_PLACES = frozenset({"protection_officer", "protection_supervisor", "administrator"})


@choices("provider")
def providers(by: Actor, case_id: UUID | None) -> list[Option]:
    """Places of care; for who places children, with how many places are free."""
    seen = by.role in SEEING_FREE_PLACES
    return [
        Option(p.id, p.name, _with_free_places(p) if seen else str(label("placement_type", p.placement_type)))
        for p in Provider.objects.filter(active=True).order_by("name")
    ]


def _with_free_places(provider: Provider) -> str:
    kind = label("placement_type", provider.placement_type)
    return str(t("{kind} · {free} libres", "{kind} · {free} free", kind=kind, free=provider.free))


def _roll(kind: str) -> list[Option]:
    return [
        Option(e.id, e.name, e.institution) for e in RollEntry.objects.filter(kind=kind, active=True).order_by("name")
    ]


@choices("guardian")
def guardians(by: Actor, case_id: UUID | None) -> list[Option]:
    """The roll of guardians."""
    return _roll("guardian")


@choices("lawyer")
def lawyers(by: Actor, case_id: UUID | None) -> list[Option]:
    """The roll of lawyers."""
    return _roll("lawyer")


@choices("protection_agency")
def protection_agencies(by: Actor, case_id: UUID | None) -> list[Option]:
    """Protection authorities of this node."""
    return [Option(a.id, a.name, a.place) for a in Agency.objects.filter(org_kind="protection").order_by("name")]


@choices("officer")
def officers(by: Actor, case_id: UUID | None) -> list[Option]:
    """Officers and supervisors of the reader's own agency."""
    found = Person.objects.filter(
        agency=by.agency, is_active=True, role__in=["protection_officer", "protection_supervisor"]
    )
    return [Option(p.id, p.name) for p in found.order_by("name")]
