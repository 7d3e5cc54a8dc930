"""Reads of the directory.

Nothing here is about a child: everybody who is signed in may read it.
"""

from datetime import date
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from amparo.directory.models import Institution, InstitutionAgreement, Interpreter, RegionalActor
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t


def institutions() -> QuerySet[Institution]:
    """Return the institutions at home and abroad, in service or not."""
    return Institution.objects.all()


def institution_agreements() -> QuerySet[InstitutionAgreement]:
    """Return what was agreed with institutions, each with its institution."""
    return InstitutionAgreement.objects.select_related("institution")


def interpreters() -> QuerySet[Interpreter]:
    """Return the interpreters, in service or not."""
    return Interpreter.objects.all()


def regional_actors() -> QuerySet[RegionalActor]:
    """Return who acts in the region."""
    return RegionalActor.objects.all()


def find_active[M: Model](model: type[M], row_id: UUID, path: str) -> M:
    """Return a row of a register that is in service. Raises `BadInput` at `path`.

    One query.
    """
    found = model._default_manager.filter(pk=row_id, active=True).first()
    if found is None:
        raise BadInput(FieldError(path, t("Elija una opción de la lista.", "Choose one from the list.")))
    return found


def get_institution(row_id: UUID, *, path: str = "institution") -> Institution:
    """Return an active institution. Raises `BadInput` at `path`. One query."""
    return find_active(Institution, row_id, path)


def get_interpreter(row_id: UUID, *, path: str = "interpreter") -> Interpreter:
    """Return an active interpreter. Raises `BadInput` at `path`. One query."""
    return find_active(Interpreter, row_id, path)


def kind_of(row_id: UUID) -> str | None:
    """Return the kind of an institution; None if it is unknown. One query."""
    return Institution.objects.filter(id=row_id).values_list("org_kind", flat=True).first()


def offices_of(row_ids: set[UUID]) -> dict[UUID, tuple[str, UUID | None]]:
    """Return the names of institutions and their agencies here, by id. One query."""
    rows = Institution.objects.filter(id__in=row_ids).values_list("id", "name", "agency")
    return {row_id: (name, agency) for row_id, name, agency in rows}


def is_authority_of(row_ids: set[UUID], *, country: str, kinds: frozenset[str]) -> bool:
    """Return whether an institution is of that country and kind. One query.

    `row_ids`: the institutions, active or not.
    """
    return Institution.objects.filter(id__in=row_ids, country=country, org_kind__in=kinds).exists()


def is_verified(found: Institution, *, on: date) -> bool:
    """Return whether an institution is verified and bound to confidentiality.

    `on`: the day on which its undertaking must be in force.
    """
    return found.verified_at is not None and found.undertaking_until is not None and found.undertaking_until >= on


def current_agreement(found: Institution, *, on: date) -> str:
    """Return the kind of agreement in force on that day, `none` without one.

    One query.
    """
    in_force = InstitutionAgreement.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=on), institution=found, valid_from__lte=on
    )
    return in_force.values_list("kind", flat=True).order_by("kind").first() or "none"
