"""Pages as in a demo, where no second factor stands before them; and no limit of requests, but where it is tested."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _open_house(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = True
    monkeypatch.setattr("amparo.ui.limits.REQUESTS_A_MINUTE", 10**9)
