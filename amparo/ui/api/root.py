"""The API itself: who is asking, and how errors are told."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput, FieldError, NotSignedIn, Problem
from amparo.ledger.text import t
from amparo.ui import problem


class Bearer(HttpBearer):
    """`Authorization: Bearer TOKEN`. The middleware has looked the token up."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor whom the middleware found."""
        found: Actor | None = request.actor  # type: ignore[attr-defined]  # set by ReaderMiddleware
        return found


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
    found = [FieldError(".".join(str(step) for step in one["loc"][1:]), words) for one in error.errors]
    return problem.api_response(BadInput(*found))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem.plain_response(404)


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem.plain_response(error.status_code)


def reader(request: HttpRequest) -> Actor:
    """The person who asks; the API lets nobody through without one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ReaderMiddleware
    return actor
