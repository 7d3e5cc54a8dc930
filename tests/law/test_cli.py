"""The command `amparo law`, as other programs call it."""

import json
import subprocess
import sys

import pytest

from amparo.law import ACTIONS
from tests.law.examples import VIGNETTES

GOOD = {"id": "niña", "action": "screen", "as_of": "2026-03-10T10:00:00-06:00", "country": "MEX"}


def amparo(*arguments, given=b""):
    """Run the program; its lines on standard output, its errors, its status."""
    command = [sys.executable, "-m", "amparo.config.cli", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)
    return done.stdout.decode().splitlines(), done.stderr.decode(), done.returncode


def with_siblings(number):
    """A request with a number that Python itself would not write."""
    return json.dumps(GOOD)[:-1].encode() + b', "facts": {"siblings_in_case": ' + number + b"}}"


def answers(*documents):
    lines, errors, status = amparo("law", "check", "--jsonl", given=b"\n".join(documents))
    assert (errors, status) == ("", 0)
    return [json.loads(line) for line in lines]


def test_each_line_is_answered_in_order_and_blank_lines_are_skipped():
    documents = [json.dumps(vignette["request"], ensure_ascii=False).encode() for vignette in VIGNETTES]
    documents[1:1] = [b"", b"   \r"]
    assert answers(*documents) == [vignette["expect"] for vignette in VIGNETTES]


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (b"{", ""),
        (b"[]", ""),
        (b'{"id": "\xff"}', ""),
        (b"NaN", ""),
        (b'{"id": "1", "action": NaN}', ""),
        (b"[" * 100_000, ""),
        (b'{"id": "1"}', "action"),
        (
            json.dumps(GOOD)[:-1].encode() + b', "facts": {"siblings_in_case": ' + b"9" * 5000 + b"}}",
            "facts.siblings_in_case",
        ),
        (json.dumps(GOOD)[:-1].encode() + b', "facts": {"siblings_in_case": 1e999}}', "facts.siblings_in_case"),
    ],
    ids=["cut", "list", "no UTF-8", "NaN", "NaN inside", "too deep", "missing", "huge number", "infinite number"],
)
def test_a_bad_line_is_answered_and_the_next_one_too(document, path):
    bad, good = answers(document, json.dumps(GOOD).encode())
    assert bad["error"]["path"] == path
    assert good["id"] == "niña"


def test_a_lone_surrogate_does_not_stop_the_answers():
    assert answers(json.dumps(GOOD | {"id": "\ud800"}).encode())[0]["id"] == "\ud800"


def test_one_request_from_a_file_over_several_lines(tmp_path):
    path = tmp_path / "request.json"
    path.write_text(json.dumps(VIGNETTES[0]["request"], indent=2), encoding="utf-8")
    lines, errors, status = amparo("law", "check", str(path))
    assert (json.loads(lines[0]), errors, status) == (VIGNETTES[0]["expect"], "", 0)


def test_many_requests_from_a_file(tmp_path):
    path = tmp_path / "requests.jsonl"
    path.write_text("\n".join(json.dumps(vignette["request"]) for vignette in VIGNETTES[:3]), encoding="utf-8")
    lines, _, status = amparo("law", "check", "--jsonl", str(path))
    assert [json.loads(line) for line in lines] == [vignette["expect"] for vignette in VIGNETTES[:3]]
    assert status == 0


def test_one_request_from_standard_input():
    lines, _, status = amparo("law", "check", given=json.dumps(VIGNETTES[0]["request"]).encode())
    assert (json.loads(lines[0]), status) == (VIGNETTES[0]["expect"], 0)


def test_a_missing_file_is_said():
    lines, errors, status = amparo("law", "check", "no-such-file.json")
    assert (lines, status) == ([], 2)
    assert "no-such-file.json" in errors


def test_explain_in_text_shows_norm_remedy_and_verification():
    lines, _, status = amparo("law", "explain", "transfer_to_adult_services", "--country", "HND")
    text = "\n".join(lines)
    assert status == 0
    assert "G21-1 still_a_child [deny, verificado]" in text
    assert "G21-3 rights_lost_by_ageing [deny, por verificar]" in text
    assert "Elabórelo desde los 17 años" in text
    assert (
        "HND protection_age = 18 [obliga, verificado] (CRC 1; mínimo del tratado para todos los países miembros)"
        in text
    )


def test_explain_in_json_covers_every_action():
    lines, _, status = amparo("law", "explain", "--lang", "en", "--format", "json")
    sections = json.loads("\n".join(lines))
    assert status == 0
    assert [section["action"] for section in sections] == list(ACTIONS)
    guardian = next(section for section in sections if section["action"] == "appoint_guardian")
    court = next(rule for rule in guardian["rules"] if rule["rule"] == "G07-4")
    assert court["verification"] == "to be verified"
    assert [value["country"] for value in court["country_values"]][:2] == ["BLZ", "CAN"]
    assert court["force"]["BLZ"] == "guides"
    assert (court["since"], court["until"]) == (None, None)


def test_explain_shows_the_law_of_a_day_and_its_force():
    lines, _, status = amparo("law", "explain", "close_case", "--country", "USA", "--on", "1999-12-31", "--lang", "en")
    assert status == 0
    assert "  Force: guides: USA" in lines
    assert "  Force: project policy: USA" in lines
    assert amparo("law", "explain", "close_case", "--on", "yesterday")[2] == 2


def test_unknown_commands_and_actions_are_refused():
    assert amparo("nothing")[2] == 2
    assert amparo()[2] == 2
    assert amparo("law", "explain", "nothing")[2] == 2
    lines, _, status = amparo("--help")
    assert status == 0
    assert "law" in lines[0]


def test_the_command_does_not_import_django():
    code = "import sys; from amparo.config.cli import main; main(['law', 'explain']); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "False"
