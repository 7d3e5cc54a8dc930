"""Any acts in any order: what may never be, never is; what is refused changes nothing but its own event."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from amparo.core import clock
from amparo.core.access import acting_as
from amparo.core.acts import ACTS
from amparo.core.approvals import give
from amparo.core.facts import Question, facts_of
from amparo.core.inputs import parse_input
from amparo.core.models import Case, Event
from amparo.core.problems import BadInput, Problem, Refused
from amparo.core.selectors import visible_case, whole_file
from amparo.directory.models import Interpreter
from amparo.law import Facts
from tests.core.histories import FITTING
from tests.core.test_perform import chain_of, rows, whole
from tests.factories import actor, child, do, reading_as, team, unique
from tests.inputs import inputs_for
from tests.protection.determined import assessed, decided, notified, screened
from tests.protection.helpers import institution, provider, roll
from tests.returns.ways import approvable, morning, ready_to_leave

LONG = os.environ.get("AMPARO_LONG") == "1"
CODES = sorted(set(ACTS) - {"register"})
CLAIMING = {"wish_expressed", "pending", "appeal_pending"}
ENFORCEMENT = {"migration", "police"}
AGAINST_PROTECTION = {"share_with_origin", "notify_consulate", "approve_return_plan", "execute_return"}
# Somebody must come of age first, which the clock of these histories does not reach.
NEEDS_YEARS = {"transfer_to_adult_services"}
BEGINNINGS = ("registered", "by_border", "screened", "assessed", "decided", "notified", "approvable", "leaving")
TALLY: dict[str, Counter[str]] = {}


class CaseMachine(RuleBasedStateMachine):
    """One child, those who see the case, and a clock that only moves on."""

    @initialize(begin=st.sampled_from(BEGINNINGS))
    def begin(self, begin: str) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=60)
        self.decided = begin in ("decided", "notified", "approvable", "leaving")
        with clock.at(self.now):
            self.us, self.border = team(), actor("border_officer")
            self.case = self._begin(begin)
            self.references = self._references()
        for event in chain_of(self.case):
            TALLY.setdefault(event.act, Counter())[event.coded["outcome"]] += 1

    def _begin(self, begin: str) -> Case:
        match begin:
            case "registered":
                return child(self.us)
            case "by_border":
                return child(self.us, self.border)
            case "screened":
                return screened(self.us)
            case "assessed":
                return assessed(self.us)
            case "approvable":
                return approvable(self.us, morning(1))
            case "leaving":
                return ready_to_leave(self.us, morning(1))
        case = decided(self.us)
        if begin == "notified":
            notified(self.us, case)
        return case

    def _references(self) -> dict[str, list[str]]:
        until = (self.now + timedelta(days=900)).date()
        kinds = {"health": "MEX", "refugee": "MEX", "consulate": "GTM", "prosecutor": "MEX"}
        verified = {"verified_at": self.now, "verified_by": self.us.officer.id, "undertaking_until": until}
        made = {f"institution:{kind}": [str(institution(kind, of, **verified).id)] for kind, of in kinds.items()}
        made["institution:abroad"] = [str(institution("protection", "GTM", **verified).id)]
        speaker = Interpreter.objects.create(name=unique("voz"), languages=["mam", "spa"], in_person=True, remote=True)
        return made | {
            "institution": [one for ids in made.values() for one in ids],
            "provider": [str(provider().id), str(provider(placement_type="foster_family").id)],
            "guardian": [str(roll("guardian").id)],
            "lawyer": [str(roll("lawyer").id)],
            "interpreter": [str(speaker.id)],
            "officer": [str(self.us.officer.id), str(self.us.supervisor.id)],
            "case": [str(child(self.us).id)],
            "protection_agency": [str(self.us.agency.id)],
        }

    @rule(hours=st.sampled_from([1, 12, 48, 200]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(code=st.sampled_from(CODES), data=st.data(), by_border=st.integers(0, 5), signed=st.booleans())
    def whatever(self, code: str, data: st.DataObject, by_border: int, *, signed: bool) -> None:
        given = data.draw(inputs_for(code, self.references, self.now), label=code)
        self._try(code, given, by_border=by_border == 0, signed=signed)

    @rule(code=st.sampled_from(sorted(FITTING)), data=st.data())
    def what_fits(self, code: str, data: st.DataObject) -> None:
        given = data.draw(st.sampled_from(FITTING[code]), label=code)
        self._try(code, {name: self._filled(value) for name, value in given.items()}, by_border=False, signed=True)

    def _filled(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith("{"):
            with clock.at(self.now):
                known = self.references | {"morning": [morning(1).isoformat()], "now": [self.now.isoformat()]}
            return known[value[1:-1]][0]
        return value

    def _try(self, code: str, given: dict[str, Any], *, by_border: bool, signed: bool) -> None:
        by = self.border if by_border else self.us.officer
        with clock.at(self.now):
            facts, before, chain = self._facts(), rows(self.case), chain_of(self.case)
            if signed and not by_border:
                given = given | self._approvals(code, given)
                before = rows(self.case)
            tally = TALLY.setdefault(code, Counter())
            try:
                done = do(code, self.case.id, by, **given)
            except Refused:
                tally["refused"] += 1
                self._only_its_own_event(before, chain, code)
            except Problem as problem:
                tally["bad input" if isinstance(problem, BadInput) else "turned away"] += 1
                assert (rows(self.case), chain_of(self.case)) == (before, chain)
            else:
                tally["done"] += 1
                assert done.event is not None
                self._may_have_been_done(code, facts, self._facts())

    def _approvals(self, code: str, given: dict[str, Any]) -> dict[str, str]:
        with acting_as(self.us.supervisor.id):
            try:
                parsed = parse_input(ACTS[code], given)
            except BadInput:
                return {}
            signature = give(
                self.case, code, parsed, kind="signature", reason="Lo leí con calma", by=self.us.supervisor
            )
        return {"signature": str(signature.id)}

    def _facts(self) -> Facts:
        with reading_as(self.us.officer):
            file = whole_file(visible_case(self.case.id, by=self.us.officer))
            return facts_of(file, Question(clock.now()))

    def _only_its_own_event(self, before: dict[str, Any], chain: list[Event], code: str) -> None:
        assert rows(self.case) == before
        after = chain_of(self.case)
        assert after[:-1] == chain
        assert (after[-1].act, after[-1].coded["outcome"]) == (code, "refused")

    def _may_have_been_done(self, code: str, before: Facts, after: Facts) -> None:
        if code in AGAINST_PROTECTION:
            assert before.asylum not in CLAIMING
            assert before.fear_of_return != "yes"
        if code == "execute_return":
            assert self.decided
            assert before.bid in {"decided", "final"}
        if ACTS[code].kind == "action" and before.custody not in ENFORCEMENT:
            assert after.custody not in ENFORCEMENT, f"{code} handed a child to enforcement"
        self.decided = self.decided or code == "decide_bid"

    @invariant()
    def the_chain_is_whole(self) -> None:
        if hasattr(self, "case"):
            assert whole(self.case)


@pytest.mark.xdist_group("machine")
def test_any_acts_in_any_order(django_db_blocker: Any) -> None:
    bounded = settings(
        max_examples=400 if LONG else 12,
        stateful_step_count=40 if LONG else 20,
        deadline=None,
        derandomize=not LONG,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(CaseMachine, settings=bounded)
    shares = {}
    for code, tally in sorted(TALLY.items()):
        judged = tally["done"] + tally["refused"]
        shares[code] = (tally["done"] / judged if judged else 0.0, judged)
        print(f"{code:32} {tally['done']:4} of {judged:4} allowed; bad input {tally['bad input']:4}")
    tried = {code: share for code, (share, judged) in shares.items() if judged >= 20 and code not in NEEDS_YEARS}
    assert {code: share for code, share in tried.items() if share < 0.01} == {}
