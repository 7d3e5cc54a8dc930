"""An HTTP client that signs in and requests pages over one connection, as a browser does."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class HttpReader:
    """A signed-in session over one connection."""

    def __init__(self, base_url: str, username: str, password: str) -> None:
        self.connection = HTTPConnection(urlsplit(base_url).netloc, timeout=60)
        self.cookies: dict[str, str] = {}
        page = self.get("/sign-in")
        found = _TOKEN.search(page)
        form = {"username": username, "password": password, "csrfmiddlewaretoken": found[1].decode() if found else ""}
        status = self._request("POST", "/sign-in", urlencode(form))[0]
        if status != 302:
            message = f"signing in answers {status}"
            raise RuntimeError(message)

    def get(self, path: str) -> bytes:
        """Return the body of a page. Raises `RuntimeError` unless its status is 200."""
        status, body = self._request("GET", path)
        if status != 200:
            message = f"{path} answers {status}"
            raise RuntimeError(message)
        return body

    def _request(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Language": "es",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return response.status, response.read()
