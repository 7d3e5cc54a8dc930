"""Reads of the directory. Nothing here is about a child: everybody who is signed in may read it."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.directory.models import Agreement, Institution, Interpreter, Provider, RollEntry


def _one[M: (Institution, Provider, RollEntry, Interpreter)](model: type[M], row_id: UUID, path: str) -> M:
    found = model.objects.filter(id=row_id, active=True).first()
    if found is None:
        raise BadInput(FieldError(path, t("Elija una opción de la lista.", "Choose one from the list.")))
    return found


def institution(row_id: UUID, *, path: str = "institution") -> Institution:
    """An active institution. Raises `BadInput` at `path`. One query."""
    return _one(Institution, row_id, path)


def provider(row_id: UUID, *, path: str = "provider") -> Provider:
    """An active place of care. Raises `BadInput` at `path`. One query."""
    return _one(Provider, row_id, path)


def roll_entry(row_id: UUID, *, path: str) -> RollEntry:
    """Somebody on the roll. Raises `BadInput` at `path`. One query."""
    return _one(RollEntry, row_id, path)


def interpreter(row_id: UUID, *, path: str = "interpreter") -> Interpreter:
    """An active interpreter. Raises `BadInput` at `path`. One query."""
    return _one(Interpreter, row_id, path)


def is_authority_of(row_ids: set[UUID], *, country: str, kinds: frozenset[str]) -> bool:
    """Whether one of these institutions, active or not, is of that country and of one of these kinds. One query."""
    return Institution.objects.filter(id__in=row_ids, country=country, org_kind__in=kinds).exists()


def is_verified(found: Institution, *, on: date) -> bool:
    """Verified in the directory and bound by a confidentiality undertaking in force on that day."""
    return found.verified_at is not None and found.undertaking_until is not None and found.undertaking_until >= on


def agreement_with(found: Institution, *, on: date) -> str:
    """The kind of agreement in force on that day, `none` without one. One query."""
    in_force = Agreement.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=on), institution=found, valid_from__lte=on
    )
    return in_force.values_list("kind", flat=True).order_by("kind").first() or "none"
