"""Any acts in any order: what may never be, never is; what is refused changes nothing but its own event."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from amparo.cases.act import ACTS, parse_input
from amparo.cases.approvals import give_approval
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.problems import Refused
from amparo.cases.selectors import visible_case, whole_file
from amparo.directory.models import Interpreter
from amparo.law import Facts
from amparo.ledger import clock
from amparo.ledger.models import Event
from amparo.ledger.problems import BadInput, Problem
from amparo.ledger.reader import acting_as
from amparo.protection.referrals import REFERRAL_ACTS
from amparo.ui.choices import list_options
from amparo.ui.forms.shape import shapes_of
from tests.cases.beginnings import BEGINNINGS, people
from tests.cases.histories import FITTING
from tests.cases.test_perform import chain_of, rows, whole
from tests.factories import child, do, reading_as, unique
from tests.inputs import References, inputs_for
from tests.protection.helpers import institution, provider, roll
from tests.protection.test_sharing import partner
from tests.returns.ways import morning
from tests.tracing.reports import report

LONG = os.environ.get("AMPARO_LONG") == "1"
CODES = sorted(code for code, act in ACTS.items() if "child" in act.case_kinds and code != "register")
CLAIMING = {"wish_expressed", "pending", "appeal_pending"}
ENFORCEMENT = {"migration", "police"}
AGAINST_PROTECTION = {"share_with_origin", "notify_consulate", "approve_return_plan", "execute_return"}
# What a field may choose from on the case itself; the rest are of the world around it.
OF_THE_CASE = {"open_alert", "file", f"entry:{','.join(REFERRAL_ACTS)}"}
# Hours before an act is tried: mostly none, so that what is valid for a day or two is not always over.
WAITS = st.sampled_from([*[0] * 9, 1, 12, 48, 200])
ENOUGH, SHARE = 20, 0.01
TALLY: dict[str, Counter[str]] = defaultdict(Counter)


class CaseMachine(RuleBasedStateMachine):
    """One child, those who see the case, and a clock that only moves on."""

    coming: tuple[str, ...] = ()

    def start(self, begin: str) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=60)
        self.coming = BEGINNINGS[begin].then
        with clock.at(self.now):
            self.us = people()
            self.case = BEGINNINGS[begin].case_of(self.us)
            self.references = self._references()
        self.decided = any(event.act == "decide_bid" for event in chain_of(self.case))

    def _references(self) -> dict[str, list[str]]:
        until = (self.now + timedelta(days=900)).date()
        kinds = ("health", "refugee", "prosecutor")
        made = {f"institution:{kind}": [partner(kind, undertaking_until=until)] for kind in kinds}
        made["institution:abroad"] = [partner("protection", "GTM", "bilateral", undertaking_until=until)]
        made["institution:consulate"] = [str(institution("consulate", "GTM").id)]
        speaker = Interpreter.objects.create(name=unique("voz"), languages=["mam", "spa"], in_person=True, remote=True)
        return made | {
            "institution": [one for ids in made.values() for one in ids],
            "consulate": made["institution:consulate"],
            "provider": [str(provider().id), str(provider(placement_type="foster_family").id)],
            "guardian": [str(roll("guardian").id)],
            "lawyer": [str(roll("lawyer").id)],
            "interpreter": [str(speaker.id)],
            "officer": [str(self.us.officer.id), str(self.us.supervisor.id)],
            "case": [str(child(self.us).id)],
            "report_match": [str(report(self.us).id)],
            "protection_agency": [str(self.us.agency.id)],
        }

    def _known(self, code: str) -> References:
        """Ids that an input of this act may name: of the world, and of what is on the case by now."""
        of_the_case = OF_THE_CASE & {shape.words.choose for shape in shapes_of(ACTS[code].Input)}
        with clock.at(self.now), reading_as(self.us.officer):
            found = {source: list_options(source, self.us.officer, self.case.id) for source in of_the_case}
        return self.references | {
            source.partition(":")[0]: [str(one.id) for one in ones] for source, ones in found.items()
        }

    @rule(hours=WAITS, data=st.data())
    def something_is_tried(self, hours: int, data: st.DataObject) -> None:
        """One rule with three ways, for of several rules each history would leave some out altogether."""
        self.now += timedelta(hours=hours)
        ways = {"whatever": self._whatever, "fits": self._what_fits, "next": self._what_comes_next}
        ways[data.draw(st.sampled_from(sorted(ways)), label="way")](data)

    def _whatever(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(CODES))
        given = data.draw(inputs_for(code, self._known(code), self.now), label=code)
        by_border, signed = data.draw(st.integers(0, 5)) == 0, data.draw(st.booleans())
        self._try(code, given, by_border=by_border, signed=signed)

    def _what_fits(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(CODES))
        known = self._known(code)
        fitting = st.sampled_from(FITTING[code]) if code in FITTING else inputs_for(code, known, self.now)
        given = data.draw(fitting, label=code)
        self._try(code, self._filled(given, known), by_border=False, signed=True)

    def _what_comes_next(self, data: st.DataObject) -> None:
        if not self.coming:
            return self._what_fits(data)
        code, *later = self.coming
        self.coming = tuple(later)
        for given in FITTING[code]:
            self._try(code, self._filled(given, self._known(code)), by_border=False, signed=True)
        return None

    def _filled(self, given: dict[str, Any], known: References) -> dict[str, Any]:
        with clock.at(self.now):
            moments = {"{morning}": morning(1).isoformat(), "{now}": self.now.isoformat()}
        named = {f"{{{source}}}": ids[0] for source, ids in known.items() if ids} | moments
        return {name: named.get(value, value) if isinstance(value, str) else value for name, value in given.items()}

    def _try(self, code: str, given: dict[str, Any], *, by_border: bool, signed: bool) -> None:
        by = self.us.border if by_border else self.us.officer
        with clock.at(self.now):
            if signed and not by_border:
                given = given | self._approvals(code, given)
            facts = self._facts() if ACTS[code].kind == "action" else None
            before, chain = rows(self.case), chain_of(self.case)
            try:
                done = do(code, self.case.id, by, **given)
            except Refused:
                TALLY[code]["refused"] += 1
                self._only_its_own_event(before, chain, code)
            except Problem as problem:
                TALLY[code]["bad input" if isinstance(problem, BadInput) else "turned away"] += 1
                assert (rows(self.case), chain_of(self.case)) == (before, chain)
            else:
                TALLY[code]["done"] += 1
                assert done.event is not None
                if facts:
                    self._may_have_been_done(code, facts, self._facts())

    def _approvals(self, code: str, given: dict[str, Any]) -> dict[str, str]:
        with acting_as(self.us.supervisor.id):
            try:
                parsed = parse_input(ACTS[code], given)
            except BadInput:
                return {}
            signature = give_approval(
                self.case, code, parsed, kind="signature", reason="Lo leí con calma", by=self.us.supervisor
            )
        return {"signature": str(signature.id)}

    def _facts(self) -> Facts:
        with reading_as(self.us.officer):
            file = whole_file(visible_case(self.case.id, by=self.us.officer))
            return compute_facts(file, FactQuery(clock.now()))

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
        if before.custody not in ENFORCEMENT:
            assert after.custody not in ENFORCEMENT, f"{code} handed a child to enforcement"
        self.decided = self.decided or code == "decide_bid"

    @invariant()
    def the_chain_is_whole(self) -> None:
        if hasattr(self, "case"):
            assert whole(self.case)


def beginning(*begins: str) -> type[CaseMachine]:
    """The machine whose histories begin in one of these ways."""

    class BegunMachine(CaseMachine):
        @initialize(begin=st.sampled_from(begins))
        def begin(self, begin: str) -> None:
            self.start(begin)

    return BegunMachine


@pytest.mark.xdist_group("machine")
def test_any_acts_in_any_order(django_db_blocker: Any) -> None:
    bounded = settings(
        max_examples=12,
        stateful_step_count=40 if LONG else 20,
        deadline=None,
        derandomize=not LONG,
        suppress_health_check=list(HealthCheck),
    )
    # Left to chance, some beginnings are hardly ever drawn: in the long run each has its own histories.
    machines = [beginning(one) for one in BEGINNINGS] if LONG else [beginning(*BEGINNINGS)]
    for machine in machines:
        run_state_machine_as_test(machine, settings=bounded)
    if LONG:
        every_act_had_its_share()


def every_act_had_its_share() -> None:
    """No act is out of reach: each was judged often enough, and is allowed in some of its tries.

    Only what the rules of the machine tried counts, not the acts by which a history began.
    """
    judged = {code: TALLY[code]["done"] + TALLY[code]["refused"] for code in CODES}
    for code in CODES:
        tally = TALLY[code]
        print(f"{code:32} {tally['done']:4} of {judged[code]:4} allowed; bad input {tally['bad input']:4}")
    assert {code: judged[code] for code in CODES if judged[code] < ENOUGH} == {}
    shares = {code: TALLY[code]["done"] / judged[code] for code in CODES}
    assert {code: share for code, share in shares.items() if share < SHARE} == {}
