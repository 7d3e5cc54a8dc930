"""Counts over statements.

How often somebody recorded an act, and how many cases have which answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, Func, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Upper

from amparo.cases.access import listed_cases
from amparo.cases.compartments import Compartment
from amparo.cases.models import STATEMENT_TABLES, Case, GeneralStatement
from amparo.ledger.actor import Actor

_TABLE_OF = {table.compartment: table for table in STATEMENT_TABLES}


def states_number(compact: str, *, acts: Sequence[str]) -> Exists:
    """Return the condition that a statement names a document of this number.

    On the case of the outer row. Of these acts, in the general compartment, among the statements that the database
    shows the reader. `compact`: capitals and digits, a part of the number, which may be written with blanks and
    hyphens.
    """
    numbers = Func(F("body"), Value("$.documents[*].number"), function="jsonb_path_query_array")
    plain = Func(
        Upper(Cast(numbers, TextField())), Value('[^0-9A-Z",]'), Value(""), Value("g"),
        function="regexp_replace", output_field=TextField(),
    )  # fmt: skip
    stated = GeneralStatement.objects.filter(case=OuterRef("case_id"), act__in=acts, body__has_key="documents")
    return Exists(stated.annotate(numbers=plain).filter(numbers__contains=compact))


def names_stated(cases: QuerySet[Case], *, acts: Sequence[str]) -> Iterator[tuple[UUID, dict[str, str]]]:
    """Yield the names that statements of these acts on these cases give a child.

    Those that the database shows the reader: case and parts of the name. One query.
    """
    stated = GeneralStatement.objects.filter(case__in=cases.order_by().values("id"), act__in=acts)
    yield from stated.filter(body__has_key="names").values_list("case_id", "body__names")


def count_statements(act: str, compartment: Compartment, *, by: Actor, after: datetime) -> int:
    """Return how many statements of an act a person recorded after an instant.

    On any case. One query.

    `compartment`: one in which every statement of the act has a part; only what the reader sees is counted.
    """
    stated = _TABLE_OF[compartment]._default_manager.filter(act=act, by=by.id, recorded_at__gt=after)
    return stated.values("entry").distinct().count()


_CASES_BY_LATEST_ANSWERS = """
select answers, count(*) from (
    select distinct on (case_id)
        array(
            select body ->> name from unnest(%s::text[]) with ordinality as asked (name, place) order by place
        ) as answers
    from cases_generalstatement
    where act = any(%s) and body ?| %s and case_id in ({visible})
    order by case_id, occurred_at desc, seq desc
) latest group by answers
"""


def count_cases_by_latest_answers(
    acts: Sequence[str], names: Sequence[str], *, by: Actor
) -> dict[tuple[str | None, ...], int]:
    """Return how many visible cases have which answers.

    In the latest statement of these acts. One query. Of statements that answer at least one of `names`, in the general
    compartment; the answers are in the order of `names`, None where the statement does not answer one.
    """
    visible, parameters = listed_cases(by=by).query.sql_with_params()
    query = _CASES_BY_LATEST_ANSWERS.format(visible=visible)
    with connection.cursor() as cursor:
        cursor.execute(query, [list(names), list(acts), list(names), *parameters])
        return {tuple(answers): n for answers, n in cursor.fetchall()}
