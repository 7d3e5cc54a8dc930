"""All addresses of a node."""

from django.urls import URLPattern, URLResolver, include, path

from amparo.web import health
from amparo.web.api import api
from amparo.web.api import cases as _cases  # noqa: F401  its operations
from amparo.web.api import emergency as _emergency  # noqa: F401
from amparo.web.api import report_imports as _report_imports  # noqa: F401  before those whose addresses are wider
from amparo.web.api import reports as _reports  # noqa: F401
from amparo.web.api import searches as _searches  # noqa: F401
from amparo.web.api.acts import register_operations

register_operations()

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("api/v1/", api.urls),
    path("", include("amparo.web.urls")),
]

handler400 = "amparo.web.errors.bad_request"
handler403 = "amparo.web.errors.forbidden"
handler404 = "amparo.web.errors.not_found"
handler500 = "amparo.web.errors.failed"
