"""Reads of people and agencies: by kind of institution, by agency and role."""

from __future__ import annotations

from uuid import uuid4

import pytest

from amparo.accounts.models import Agency
from amparo.accounts.selectors import active_people_of, agencies_of_kind, org_kind_of
from tests.factories import agency, person


def test_kind_of_an_agency_is_its_institution() -> None:
    assert org_kind_of(agency("health").id) == "health"
    with pytest.raises(Agency.DoesNotExist):
        org_kind_of(uuid4())


def test_agencies_of_a_kind_are_listed_by_name() -> None:
    prosecutors = {agency("prosecutor").id, agency("prosecutor").id}
    health = agency("health")
    listed = agencies_of_kind("prosecutor")
    assert prosecutors <= {found.id for found in listed}
    assert health not in listed
    names = [found.name for found in listed]
    assert names == list(Agency.objects.filter(org_kind="prosecutor").order_by("name").values_list("name", flat=True))


def test_active_people_are_those_of_the_agency_with_one_of_the_roles() -> None:
    office = agency("protection")
    officer, supervisor = person("protection_officer", office), person("protection_supervisor", office)
    inactive = person("protection_officer", office)
    inactive.is_active = False
    inactive.save(update_fields=["is_active"])
    person("protection_officer")
    assert active_people_of(office.id, roles={"protection_officer"}) == [officer]
    listed = active_people_of(office.id, roles={"protection_officer", "protection_supervisor"})
    assert {found.id for found in listed} == {officer.id, supervisor.id}
