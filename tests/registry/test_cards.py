"""The card of a child: which answers it holds, and that they can be written again."""

import pytest

from amparo.cases.act import ACTS
from amparo.cases.compartments import GENERAL
from amparo.registry.models import Card
from amparo.registry.projection import rebuild_answers_on_card
from amparo.ui.fields import field_spec
from tests.factories import child, do, reading_as, team
from tests.house.database import as_owner
from tests.registry.test_matcher import as_owner_of_all


@pytest.mark.parametrize(("name", "act"), [(name, act) for name, acts in Card.answers.items() for act in acts])
def test_whoever_sees_a_card_may_read_its_answers(name: str, act: str) -> None:
    spec = field_spec(ACTS[act].Input.model_fields[name])
    assert (spec.compartment or ACTS[act].compartment) == GENERAL


def test_answers_are_written_again_from_the_file() -> None:
    us = team()
    case = child(us)
    do("record_identity", case.id, us.officer, sex="intersex")
    with as_owner() as owner:
        owner.execute("update registry_card set sex = 'undisclosed' where case_id = %s", [case.id])
    with as_owner_of_all():
        rebuild_answers_on_card(case.id)
    with reading_as(us.officer):
        assert Card.objects.get(case=case).sex == "intersex"
