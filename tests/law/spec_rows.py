"""Rows of the specification's tables that follow from the code: added, never changed or removed.

A new action is added to the rules that guard it, a new country to its neighbours, a new
deadline to the worked examples in which it runs.

What a second reading of the law needs (when a rule applies, what must hold, from when a deadline runs) is left blank,
to be written by hand; until then the tests fail.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from amparo.law import (
    ACTIONS,
    DEADLINES,
    PROFILES,
    RULES,
    Deadline,
    Rule,
    decide_by_its_day,
    decision_to_json,
    message_for,
    parse_request,
)
from tests.law.oracle import SPEC

type Row = dict[str, str]


def add_missing_rows() -> int:
    """Add rows of actions, rules, deadlines and countries that the tables lack; return how many."""
    return _add_actions() + _add_rules() + _add_deadlines() + _add_countries()


def _add_actions() -> int:
    rows = {row["code"]: row for row in _read("actions.csv")}
    new = [code for code in ACTIONS if code not in rows]
    for code in new:
        action = ACTIONS[code]
        rows[code] = {
            "code": code,
            "gate": action.gate,
            "class": action.kind,
            "title_es": action.title_es,
            "title_en": action.title_en,
            "competent_org_kinds": ";".join(sorted(action.competent)),
        }
    _write("actions.csv", (rows[code] for code in ACTIONS))
    _guard(new)
    return len(new)


def _guard(actions: list[str]) -> None:
    """Add new actions to the rules that guard them."""
    rows = _read("rules.csv")
    for row in rows:
        guards = RULES[row["rule_id"]].guards if row["rule_id"] in RULES else ()
        row["actions"] = ";".join([row["actions"], *(code for code in actions if code in guards)])
    _write("rules.csv", rows)


def _add_rules() -> int:
    rows = {row["rule_id"]: row for row in _read("rules.csv")}
    new = [rule for rule in RULES.values() if rule.id not in rows]
    for rule in new:
        rows[rule.id] = _rule_row(rule)
    _write("rules.csv", sorted(rows.values(), key=lambda row: [int(part) for part in row["rule_id"][1:].split("-")]))
    return len(new)


def _rule_row(rule: Rule) -> Row:
    spanish, english = message_for(rule.code, "es"), message_for(rule.code, "en")
    return {
        "rule_id": rule.id,
        "actions": ";".join(code for code in ACTIONS if code in rule.guards),
        "level": rule.level,
        "emergency": rule.emergency,
        "code": rule.code,
        "when": "",
        "must": "",
        "message_es": spanish.text,
        "message_en": english.text,
        "remedy_es": spanish.remedy,
        "remedy_en": english.remedy,
        "sources": "; ".join(rule.sources),
        "source_verified": "yes" if rule.verified else "no",
    }


def _add_deadlines() -> int:
    rows = {row["code"]: row for row in _read("deadlines.csv")}
    new = [code for code in DEADLINES if code not in rows]
    kept = {code: rows.get(code) or _deadline_row(DEADLINES[code]) for code in DEADLINES}
    _write("deadlines.csv", (kept | {code: row for code, row in rows.items() if code not in kept}).values())
    for path in sorted((SPEC / "vignettes").glob("*.json")) if new else ():
        _expect(path, new)
    return len(new)


def _expect(path: Path, new: list[str]) -> None:
    """Add new deadlines to the answer that a worked example expects."""
    example = json.loads(path.read_text(encoding="utf-8"))
    request = parse_request(example["request"])
    answered = decision_to_json(request, decide_by_its_day(request))
    found = [*example["expect"]["deadlines"], *(each for each in answered["deadlines"] if each["code"] in new)]
    example["expect"]["deadlines"] = sorted(found, key=lambda each: (each["due_at"], each["code"]))
    path.write_text(json.dumps(example, ensure_ascii=False, indent=1), encoding="utf-8")


def _deadline_row(deadline: Deadline) -> Row:
    return {
        "code": deadline.code,
        "starts_from": "",
        "hours": str(deadline.fixed_hours or ""),
        "while": "",
        "source": "; ".join(deadline.sources),
        "source_verified": {True: "yes", False: "no", None: "see profile"}[deadline.verified],
    }


def _add_countries() -> int:
    rows = _read("countries.csv")
    for row in rows:
        if row["field"] == "contiguous" and row["iso3"] in PROFILES:
            known = row["value"].split(";")
            row["value"] = ";".join([*known, *sorted(PROFILES[row["iso3"]].contiguous.difference(known))]).strip(";")
    new = [profile for profile in PROFILES.values() if profile.iso3 not in {row["iso3"] for row in rows}]
    for profile in new:
        for name, sourced in profile.sourced.items():
            value = sourced.value
            text = ";".join(sorted(value)) if isinstance(value, frozenset) else str(value)
            verified = "yes" if sourced.verified else "no"
            given = zip(rows[0], (profile.iso3, name, text, sourced.source, verified), strict=True)
            rows.append(dict(given))
    _write("countries.csv", sorted(rows, key=lambda row: row["iso3"]))
    return len(new)


def _read(name: str) -> list[Row]:
    with (SPEC / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(name: str, rows: Iterable[Row]) -> None:
    columns = list(_read(name)[0])
    with (SPEC / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
