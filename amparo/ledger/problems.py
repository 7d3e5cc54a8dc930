"""Exceptions for requests that cannot be carried out, with a text for the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amparo.ledger.text import t


class Problem(Exception):
    """Base of all: HTTP status, the end of the `type` URI, title, what to do.

    `detail` says what to do in this case; where nothing more is known of it, it is the `remedy` of its type.
    """

    status = 400
    type = "problem"
    title = t("No se pudo hacer", "It could not be done")
    remedy = t("Revise lo que envió e inténtelo de nuevo.", "Check what you sent and try again.")

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail or self.remedy

    def members(self) -> dict[str, Any]:
        """Return the members of the problem document beyond the standard ones.

        The standard ones are type, title, status and detail.
        """
        return {}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One error of an input. `path` as in `names.given` or `people.0.age`."""

    path: str
    message: str


class BadInput(Problem):
    """The input is malformed, or cannot be true."""

    status, type, title = 422, "bad-input", t("Hay algo que corregir", "Something needs correcting")

    def __init__(self, *errors: FieldError) -> None:
        super().__init__(t("Revise los datos marcados.", "Check the marked answers."))
        self.errors = errors

    def __str__(self) -> str:
        """Return the paths of the errors; never the answers."""
        return f"{self.detail} {', '.join(error.path for error in self.errors)}"

    def members(self) -> dict[str, Any]:
        """Return the errors as `errors`."""
        return {"errors": [{"path": error.path, "message": str(error.message)} for error in self.errors]}


class NotVisible(Problem):
    """There is no such case, or this person may not know of it: one response for both."""

    status, type, title = 404, "not-found", t("No se encontró", "Not found")
    remedy = t(
        "Revise la dirección o el identificador. Puede que no exista, o que no sea para usted.",
        "Check the address or the identifier. It may not exist, or not be meant for you.",
    )


class NotSignedIn(Problem):
    """No valid token or session."""

    status, type, title = 401, "not-signed-in", t("Inicie sesión", "Sign in")
    remedy = t("Envíe un token válido.", "Send a valid token.")


class RoleMayNot(Problem):
    """The role of this person does not include this act."""

    status, type, title = 403, "role", t("Su función no incluye este acto", "Your role does not include this act")
    remedy = t("Pídalo a quien responde por el caso.", "Ask those who answer for the case to do it.")


class OutOfScope(Problem):
    """The token does not have the scope that the operation needs."""

    status, type, title = 403, "scope", t("El token no alcanza para esto", "The token does not reach this")

    def __init__(self, scope: str) -> None:
        words = t("Hace falta el alcance «{scope}».", "It needs the scope “{scope}”.", scope=scope)
        super().__init__(words)
        self.scope = scope

    def members(self) -> dict[str, Any]:
        """Return the scope that the token lacks."""
        return {"scope": self.scope}


class Restricted(Problem):
    """The response needs compartments that this person may not read."""

    status, type, title = 403, "restricted", t("Información reservada", "Restricted information")
    remedy = t(
        "Pida lo que necesita a la autoridad de protección que responde por el caso.",
        "Ask the protection authority that answers for the case for what you need.",
    )


class Stale(Problem):
    """Somebody changed the case since it was read."""

    status, type = 412, "stale"
    title = t("Otra persona hizo un cambio mientras usted escribía", "Somebody made a change while you were writing")
    remedy = t(
        "Lea de nuevo, compare, y envíe lo suyo con la versión nueva (ETag en If-Match).",
        "Read again, compare, and send yours with the new version (its ETag in If-Match).",
    )


class VersionMissing(Problem):
    """A whole row is to be written, and not said which version was read.

    RFC 6585 §3.
    """

    status, type = 428, "version-missing"
    title = t("Falta la versión que usted leyó", "The version that you read is missing")
    remedy = t(
        "Lea antes la fila y envíe su ETag en If-Match, para no borrar lo que otra persona cambió.",
        "Read the row first and send its ETag in If-Match, so that nothing that somebody else changed is lost.",
    )


class InProgress(Problem):
    """The same write, under the same key, is still running."""

    status, type, title = 409, "in-progress", t("Esa petición aún se está procesando", "That request is still running")
    remedy = t(
        "Espere unos segundos y envíela de nuevo, igual y con la misma clave.",
        "Wait some seconds and send it again, unchanged and with the same key.",
    )


class Unavailable(Problem):
    """A part of the node that is needed does not respond now."""

    status, type, title = 503, "unavailable", t("Ahora no responde: intente de nuevo", "No answer now: try again")
    remedy = t(
        "No se guardó nada. Espere un momento y envíelo de nuevo.",
        "Nothing was saved. Wait a moment and send it again.",
    )
