"""The examples in the docstrings of the kernel hold."""

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize("name", ["predicates", "sources", "wire"])
def test_examples_in_docstrings(name):
    results = doctest.testmod(import_module(f"amparo.law.{name}"))
    assert results.attempted > 0
    assert results.failed == 0
