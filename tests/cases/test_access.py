"""Who sees one case, asked before every act, agrees with who sees it in lists, whatever the involvement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import actor_of
from amparo.cases.access import involvement_condition, sees_case, works_on_case
from amparo.cases.models import Involvement
from amparo.ledger import clock
from tests.factories import child, person, reading_as, team
from tests.house.database import involve

HOUR = timedelta(hours=1)
GROUNDS: dict[str, dict[str, Any]] = {
    "lasting": {},
    "of other roles": {"roles": ["health_officer", "consul"]},
    "an emergency look": {"until": HOUR},
    "a look that ended": {"until": -HOUR},
    "ended": {"ended_at": -HOUR},
}


@pytest.mark.parametrize("ground", GROUNDS)
def test_one_case_is_seen_exactly_when_lists_show_it(ground: str) -> None:
    now, case = clock.now(), child(team())
    columns = {name: now + value if isinstance(value, timedelta) else value for name, value in GROUNDS[ground].items()}
    for role in ROLES:
        member = person(role)
        involve(member, case, **columns)
        with reading_as(actor_of(member)):
            by = actor_of(member)
            shown = Involvement.objects.filter(involvement_condition(by), case=case)
            shown = shown if ROLES[role].sees_cases else shown.none()
            assert sees_case(by, case.id) is shown.exists(), role
            assert works_on_case(by, case.id) is shown.filter(until=None).exists(), role
