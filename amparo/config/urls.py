"""All addresses of a node: those of its contexts, the highest first."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from amparo.config.contexts import CONTEXTS_OF
from amparo.ledger.apps import load_room
from amparo.ui.api.root import api

_HIGHEST_FIRST = [f"amparo.{name}" for name in reversed(CONTEXTS_OF[settings.NODE_KIND])]
for _context in _HIGHEST_FIRST:
    load_room(f"{_context}.api")

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    *(path("", include(f"{context}.urls")) for context in _HIGHEST_FIRST if find_spec(f"{context}.urls")),
]

handler400 = "amparo.ui.errors.bad_request"
handler403 = "amparo.ui.errors.forbidden"
handler404 = "amparo.ui.errors.not_found"
handler500 = "amparo.ui.errors.server_error"
