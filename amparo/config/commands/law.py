"""`amparo law`: ask the law kernel from the command line.

Needs no database and no settings.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

from amparo.config.commands.law_reference import render
from amparo.law import (
    ACTIONS,
    PROFILES,
    InvalidRequest,
    decide_by_its_day,
    decision_to_json,
    explain,
    parse_request,
)
from amparo.law.explain import ExplainedAction
from amparo.law.json_value import JsonObject
from amparo.law.message import Language
from amparo.law.sources import FORCE_TITLES, FORCES, Force

INPUT_ERROR: Final = 2
HEADINGS: Final = {
    "es": {
        "sources": "Fuentes",
        "remedy": "Qué hacer",
        "competent": "Instituciones",
        "norm": "Norma",
        "force": "Fuerza",
    },
    "en": {
        "sources": "Sources",
        "remedy": "What to do",
        "competent": "Institutions",
        "norm": "Norm",
        "force": "Force",
    },
}


def main(argv: list[str]) -> int:
    """Run `amparo law`; return 0, or 2 without input.

    Refused and invalid requests also return 0.
    """
    arguments = _parser().parse_args(argv)
    status: int = arguments.run(arguments)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="amparo law", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="{check,explain,reference}")

    checking = commands.add_parser("check", help="judge requests")
    checking.add_argument("--jsonl", action="store_true", help="one request per line, one response per line")
    checking.add_argument("file", nargs="?", metavar="FILE", help="where to read; standard input if absent")
    checking.set_defaults(run=_check)

    explaining = commands.add_parser("explain", help="show the rules of an action, or of all")
    explaining.add_argument("action", nargs="?", choices=list(ACTIONS), metavar="ACTION")
    explaining.add_argument("--country", choices=list(PROFILES))
    explaining.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="the law of that day, YYYY-MM-DD")
    explaining.add_argument("--lang", choices=["es", "en"], default="es")
    explaining.add_argument("--format", choices=["text", "json"], default="text")
    explaining.set_defaults(run=_explain)

    referring = commands.add_parser("reference", help="print the reference page of all rules")
    referring.add_argument("--lang", choices=["es", "en"], default="es")
    referring.set_defaults(run=_reference)
    return parser


def _check(arguments: argparse.Namespace) -> int:
    if arguments.file is None:
        _print_responses(sys.stdin.buffer, by_line=arguments.jsonl)
        return 0
    try:
        with Path(arguments.file).open("rb") as source:
            _print_responses(source, by_line=arguments.jsonl)
    except OSError as problem:
        print(f"amparo law check: cannot read {arguments.file}: {problem.strerror}", file=sys.stderr)
        return INPUT_ERROR
    return 0


def _print_responses(source: BinaryIO, *, by_line: bool) -> None:
    documents: Iterable[bytes] = (line for line in source if line.strip()) if by_line else [source.read()]
    out = sys.stdout.buffer
    for document in documents:
        out.write(json.dumps(respond(document)).encode() + b"\n")
    out.flush()


def respond(document: bytes) -> JsonObject:
    """Return the response to one request as it was written, valid or not."""
    try:
        request = parse_request(read_json(document))
    except InvalidRequest as problem:
        return problem.to_json()
    return decision_to_json(request, decide_by_its_day(request))


def read_json(document: bytes) -> object:
    """Return the JSON value in a document of UTF-8. Raises: InvalidRequest."""
    try:
        text = document.decode()
        try:
            return json.loads(text, parse_constant=_refuse_constant)
        except json.JSONDecodeError:
            raise
        except ValueError:
            # A whole number of thousands of digits, or not a number: read as a float, it is out of every range.
            return json.loads(text, parse_int=float, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as problem:
        raise InvalidRequest("", f"This is not a JSON object in UTF-8: {problem}") from problem


def _refuse_constant(name: str) -> object:
    message = f"{name} is not JSON."
    raise ValueError(message)


def _explain(arguments: argparse.Namespace) -> int:
    sections = explain(arguments.action, country=arguments.country, lang=arguments.lang, on=arguments.on)
    if arguments.format == "json":
        print(json.dumps(sections, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join("\n".join(_section_lines(section, arguments.lang)) for section in sections))
    return 0


def _section_lines(section: ExplainedAction, lang: Language) -> Iterable[str]:
    words = HEADINGS[lang]
    yield f"{section['title']} ({section['action']})"
    yield f"{words['competent']}: {', '.join(section['competent'])}"
    for rule in section["rules"]:
        yield ""
        yield f"{rule['rule']} {rule['code']} [{rule['level']}, {rule['verification']}]"
        yield f"  {rule['message']}"
        yield f"  {words['remedy']}: {rule['remedy']}"
        yield f"  {words['norm']}: {rule['norm']}"
        yield f"  {words['sources']}: {'; '.join(rule['sources'])}"
        yield f"  {words['force']}: {'; '.join(_countries_by_force(rule['force'], lang))}"
        for value in rule["country_values"]:
            shown = ", ".join(value["value"]) if isinstance(value["value"], list) else value["value"]
            marks = f"{FORCE_TITLES[lang][value['force']]}, {value['verification']}"
            yield f"  {value['country']} {value['name']} = {shown} [{marks}] ({value['source']})"


def _countries_by_force(force_in: dict[str, Force], lang: Language) -> Iterable[str]:
    for force in FORCES:
        countries = [country for country, found in force_in.items() if found == force]
        if countries:
            yield f"{FORCE_TITLES[lang][force]}: {', '.join(countries)}"


def _reference(arguments: argparse.Namespace) -> int:
    print(render(arguments.lang), end="")
    return 0
