"""Plausible answers for any act, drawn from the types of its input: what an officer could send, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from amparo.cases.act import ACTS
from amparo.ui.forms.shape import Shape, shapes_of

WORDS = st.sampled_from(["Lo dijo ella", "Se observó al llegar", "Según su tía", "Río Claro", "Quiere quedarse aquí"])
type References = Mapping[str, list[str]]


def answers_to(model: type[BaseModel], references: References, at: datetime) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to every required question of a model, and to some of the others."""
    required, optional = {}, {}
    for shape in shapes_of(model):
        (required if shape.required else optional)[shape.name] = _answer(shape, references, at)
    return st.fixed_dictionaries(required, optional=optional)


def inputs_for(code: str, references: References, at: datetime) -> st.SearchStrategy[dict[str, Any]]:
    """Inputs of an act; `references`: ids by the name of the source that a field chooses from."""
    return answers_to(ACTS[code].Input, references, at)


def _answer(shape: Shape, references: References, at: datetime) -> st.SearchStrategy[Any]:
    match shape.kind:
        case "code" | "codes":
            codes = st.sampled_from([code.code for code in shape.codes.codes()] if shape.codes else [])
            return codes if shape.kind == "code" else st.lists(codes, min_size=1, max_size=3, unique=True)
        case "choice" | "choices":
            ids = st.sampled_from(references.get(shape.words.choose.partition(":")[0]) or ["0" * 32])
            return ids if shape.kind == "choice" else st.lists(ids, min_size=1, max_size=2, unique=True)
        case "part" | "parts" if shape.part:
            part = answers_to(shape.part, references, at)
            return part if shape.kind == "part" else st.lists(part, min_size=1, max_size=3)
        case "yes_no":
            return st.booleans()
        case "number":
            return st.integers(0, 17)
        case "date":
            return st.integers(-40, 20).map(lambda days: _day(at, days))
        case "datetime":
            return st.integers(-70, 0).map(lambda hours: (at + timedelta(hours=hours)).isoformat())
        case "drawn":
            return st.just("M0 0 L12 7.5")
        case "texts":
            return st.lists(WORDS, min_size=1, max_size=2)
        case _:
            return WORDS


def _day(at: datetime, days: int) -> str:
    day: date = (at + timedelta(days=days)).date()
    return day.isoformat()
