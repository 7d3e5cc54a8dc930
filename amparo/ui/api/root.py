"""The API itself: authentication, and errors as problem documents."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput, FieldError, NotSignedIn, Problem
from amparo.ledger.text import t
from amparo.ui import problem
from amparo.ui.requests import find_actor


class Bearer(HttpBearer):
    """Authentication by `Authorization: Bearer TOKEN`.

    `ReaderMiddleware` looked the token up.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return the actor whom the middleware found, None without a valid token."""
        return find_actor(request)


api = NinjaAPI(
    title="Amparo",
    version="1",
    description="Protection of migrant and refugee girls, boys and adolescents: one node.",
    auth=Bearer(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
    return problem.respond(request, error)


@api.exception_handler(AuthenticationError)
def _not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem.api_response(NotSignedIn(t("Envíe un token válido.", "Send a valid token.")))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    words = t("El dato no tiene la forma esperada.", "The answer is not of the expected form.")
    found = [FieldError(".".join(str(step) for step in item["loc"][1:]), words) for item in error.errors]
    return problem.api_response(BadInput(*found))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem.plain_response(404)


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem.plain_response(error.status_code)


def reader(request: HttpRequest) -> Actor:
    """Return the signed-in person; the API refuses requests without one."""
    actor = find_actor(request)
    if actor is None:
        raise NotSignedIn
    return actor
