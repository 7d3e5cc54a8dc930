"""The API itself: authentication, and errors as problem documents."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from amparo.accounts.scopes import READ, SENSITIVE, WRITE
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError, NotSignedIn, OutOfScope, Problem
from amparo.ledger.text import t
from amparo.ui import problem
from amparo.ui.api.components import find_schema, named_schemas
from amparo.ui.api.problems import add_problems
from amparo.ui.parts import refuse_undeclared_parts
from amparo.ui.requests import find_actor, find_scopes

SAID_TWICE: Final = t("Dígalo una sola vez.", "Say it once.")
UNKNOWN_PARAMETER: Final = t("Esta operación no tiene ese parámetro.", "This operation has no such parameter.")
type View = Callable[..., HttpResponse]
_ON_FILE: Final = frozenset({"request", "decision", "reasons", "candidates"})
"""Members of problems that tell what is on file."""
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Bearer(HttpBearer):
    """Authentication by `Authorization: Bearer TOKEN`.

    The token has the scope that the method needs. `ReaderMiddleware` looked the token up.
    """

    def scope_of(self, method: str) -> str:
        """Return the scope that an operation of this method needs."""
        return READ if method.upper() in _READING else WRITE

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return the actor whom the middleware found, None without a valid token.

        Raises `OutOfScope`.
        """
        actor, scope = find_actor(request), self.scope_of(request.method or "")
        if actor is not None and scope not in find_scopes(request):
            raise OutOfScope(scope)
        return actor


class SensitiveBearer(Bearer):
    """Authentication for operations that cannot be undone."""

    def scope_of(self, method: str) -> str:
        """Return the scope `sensitive`."""
        return SENSITIVE


_BEARERS: Final = {type(bearer).__name__: bearer for bearer in (Bearer(), SensitiveBearer())}


def bearer_for(*, is_sensitive: bool) -> Bearer:
    """Return the authentication of an operation."""
    return _BEARERS["SensitiveBearer" if is_sensitive else "Bearer"]


class StrictRouter(Router):
    """Operations that refuse what they do not declare: parameters, parts of a form.

    `?dry_rum=1` is a slip of the pen, and no order to act; a filter that is ignored answers another question.
    """

    def add_api_operation(self, path: str, methods: list[str], view_func: View, **more: Any) -> None:
        """Add an operation; `openapi_extra` declares its parameters and parts."""
        extra = more.get("openapi_extra") or {}
        known = {parameter["name"] for parameter in extra.get("parameters", []) if parameter["in"] == "query"}
        files, fields = _declared_parts(extra)

        @wraps(view_func)
        def strict(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if unknown := sorted(set(request.GET) - known):
                raise BadInput(*(FieldError(name, UNKNOWN_PARAMETER) for name in unknown))
            if twice := sorted(name for name, values in request.GET.lists() if len(values) > 1):
                raise BadInput(*(FieldError(name, SAID_TWICE) for name in twice))
            if files:
                refuse_undeclared_parts(request, files=files, fields=fields)
            return view_func(request, *args, **kwargs)

        super().add_api_operation(path, methods, strict, **more)


def _declared_parts(extra: JsonObject) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the files and fields of the form of an operation."""
    form = extra.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if form is None:
        return frozenset(), frozenset()
    properties = find_schema(form["schema"])["properties"]
    files = frozenset(name for name, schema in properties.items() if schema.get("format") == "binary")
    return files, frozenset(properties) - files


class NodeAPI(NinjaAPI):
    """The API, whose schema has the responses that operations declare and no others."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the document: named schemas, scope and problems of each operation.

        Without responses that it does not declare: Ninja adds `200 OK` beside those that an operation declares.
        """
        schema = super().get_openapi_schema(**options)
        schema["components"]["securitySchemes"].pop("SensitiveBearer", None)
        schema["components"]["schemas"] = named_schemas()
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                declared = {code: found for code, found in operation["responses"].items() if isinstance(code, str)}
                operation["responses"] = {status: dict(found) for status, found in declared.items()}
                add_problems(path, operation)
                bearer = _BEARERS[next(iter(operation["security"][0]))]
                operation["security"] = [{"Bearer": [bearer.scope_of(method)]}]
        return schema


api = NodeAPI(
    title="Amparo",
    version="1",
    description="Protection of migrant and refugee girls, boys and adolescents: one node.",
    auth=bearer_for(is_sensitive=False),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
    default_router=StrictRouter(),
)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
    """Return the problem; what is on file only to a token that may read."""
    kept = frozenset() if READ in find_scopes(request) else _ON_FILE
    return problem.api_response(error, without=kept)


@api.exception_handler(AuthenticationError)
def _not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem.api_response(NotSignedIn())


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
