"""Requests from the worked examples, for all the tests of the law."""

import pytest

from tests.law.examples import VIGNETTES


@pytest.fixture(params=VIGNETTES, ids=lambda vignette: vignette["name"])
def vignette(request):
    """One worked example of the specification."""
    return request.param
