"""Which browser opens the pages: the headless shell draws no window around them, and is the quickest."""

import shutil

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def find_browser() -> str | None:
    """The first Chromium that is installed."""
    return next(filter(None, map(shutil.which, _NAMES)), None)
