"""Who sees one case, asked before every act, agrees with who sees it in lists, whatever the involvement."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest

from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import actor_of
from amparo.cases.access import involvement_condition, sees_case, works_on_case
from amparo.cases.act import ACTS
from amparo.cases.kinds import CHILD
from amparo.cases.models import Involvement
from amparo.cases.rights import role_may
from amparo.ledger import clock
from tests.callers import post, signed_in, with_token
from tests.cases.histories import FITTING
from tests.factories import child, person, reading_as, team
from tests.house.database import involve
from tests.protection.determined import screened

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


def test_who_handed_a_child_over_may_only_warn() -> None:
    us, border = team(), person("border_officer")
    case = screened(us)
    involve(border, case, own_only=True)
    api, tried = with_token(border), defaultdict[int, set[str]](set)
    for code, act in ACTS.items():
        if not role_may(actor_of(border), act) or act.opens_case or CHILD not in act.case_kinds:
            continue
        given = next((fitting for fitting in FITTING.get(code, []) if "{" not in str([*fitting.values()])), {})
        answer = post(api, f"/cases/{case.id}/{act.kind}s/{code}", given)
        tried[answer.status_code].add(code)
        assert answer.status_code != 403 or answer.json()["type"].endswith("/handed-over"), code
    warnings = {code for code, act in ACTS.items() if act.warns}
    assert tried.keys() <= {200, 403, 422}, tried
    assert tried[200] <= warnings
    assert "record_alert" in tried[200]
    assert {"screen", "interview", "record_urgent_needs", "record_information_given"} <= tried[403]


@pytest.mark.usefixtures("open_house")
def test_who_handed_a_child_over_is_offered_no_form_that_is_then_refused() -> None:
    """Forms opened, were filled in and lost with the words that the role does not include the act."""
    us, border = team(), person("border_officer")
    case = screened(us)
    involve(border, case, own_only=True)
    browser = signed_in(border)
    page = browser.get(f"/cases/{case.id}/").content.decode()
    assert "Entregada: esto anotó su institución" in page
    assert f'href="/cases/{case.id}/timeline/"' in page
    offered = set(re.findall(rf"/cases/{case.id}/do/(\w+)/", page))
    assert "record_danger" in offered
    assert {code for code in offered if not ACTS[code].warns} == set()
    form = browser.get(f"/cases/{case.id}/do/record_identity/")
    assert form.status_code == 403
    assert "Usted ya entregó a esta niña, niño o adolescente" in form.content.decode()
    assert browser.get(f"/cases/{case.id}/do/record_danger/").status_code == 200
