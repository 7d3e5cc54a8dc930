"""`amparo match`: files in, files out, and a plain word about a file that is none."""

import csv
import json
import random
from itertools import combinations
from pathlib import Path

import pytest

from amparo.config.commands.match import main
from amparo.matching.files import COLUMNS
from tests.matching.test_index import somebody

type Row = dict[str, str]


def rows(many: int) -> list[Row]:
    from datetime import date

    chance = random.Random("files")
    found = []
    for _ in range(many):
        r = somebody(chance)
        day = date.fromordinal(r.born[0]).isoformat()
        values = (
            r.given,
            r.first_surname,
            r.second_surname,
            r.sex,
            day,
            r.nationality,
            ", ".join(r.place),
            r.mother,
            r.father,
            r.language,
            "",
        )
        found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def write(path: Path, key: str, content: list[Row]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, [key, *COLUMNS])
        writer.writeheader()
        writer.writerows({key: f"{key[0].upper()}{at}"} | row for at, row in enumerate(content))
    return path


def test_every_query_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = rows(800)
    registry = write(tmp_path / "registry.csv", "record_id", people)
    queries = write(
        tmp_path / "queries.csv", "query_id", [people[5] | {"given_names": people[5]["given_names"].upper()}, people[9]]
    )
    out = tmp_path / "out.csv"
    assert main(["run", "--registry", str(registry), "--queries", str(queries), "--out", str(out), "--top", "3"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert set(told) == {"index_seconds", "query_ms_p50", "query_ms_p95", "peak_rss_mb"}
    answers = list(csv.DictReader(out.open(encoding="utf-8")))
    assert [(a["query_id"], a["record_id"]) for a in answers if a["rank"] == "1"] == [("Q0", "R5"), ("Q1", "R9")]
    assert all(0 <= float(a["score"]) <= 1 for a in answers)
    assert len(answers) == 6


def test_all_duplicates_of_a_registry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = rows(1500)
    again = [row | {"second_surname": "", "mother_name": ""} for row in people[:40]]
    registry = write(tmp_path / "registry.csv", "record_id", people + again)
    out = tmp_path / "pairs.csv"
    assert main(["duplicates", "--registry", str(registry), "--out", str(out)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["records"] == 1540
    found = {frozenset((row["record_id"], row["other_id"])) for row in csv.DictReader(out.open(encoding="utf-8"))}
    wanted = {frozenset((f"R{at}", f"R{1500 + at}")) for at in range(40)}
    assert len(found & wanted) >= 38
    assert len(found - wanted) <= 10  # few names: some pairs are alike by chance


def test_duplicates_where_nothing_is_known_of_mothers_and_one_child_is_there_five_times(tmp_path: Path) -> None:
    people = [row | {"mother_name": "", "father_name": ""} for row in rows(1500)]
    again = [people[3]] * 4 + [people[8]]
    registry, out = write(tmp_path / "registry.csv", "record_id", people + again), tmp_path / "pairs.csv"
    assert main(["duplicates", "--registry", str(registry), "--out", str(out)]) == 0
    found = {frozenset((row["record_id"], row["other_id"])) for row in csv.DictReader(out.open(encoding="utf-8"))}
    five = ["R3", "R1500", "R1501", "R1502", "R1503"]
    assert {frozenset(pair) for pair in combinations(five, 2)} | {frozenset(("R8", "R1504"))} <= found


@pytest.mark.parametrize("size", [0, 1, 2])
def test_the_smallest_registries_have_their_duplicates_too(tmp_path: Path, size: int) -> None:
    registry, out = write(tmp_path / "registry.csv", "record_id", rows(1)[:1] * size), tmp_path / "pairs.csv"
    assert main(["duplicates", "--registry", str(registry), "--out", str(out)]) == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1 + (size == 2)


@pytest.mark.parametrize("content", ["", "query_id,name\n1,Ana\n", "\x00"])
def test_a_file_that_is_no_registry_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(content, encoding="utf-8")
    assert main(["run", "--registry", str(wrong), "--queries", str(wrong), "--out", str(tmp_path / "o.csv")]) == 1
    assert "wrong.csv" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "none.csv")
    assert main(["run", "--registry", missing, "--queries", missing, "--out", str(tmp_path / "o.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err
