"""An HTTP client that signs in and requests pages over one connection, as a browser does."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from time import monotonic
from urllib.parse import urlencode, urlsplit

_FORM = "application/x-www-form-urlencoded"
_BOUNDARY = "part-of-a-form-of-the-bench"
_IDLE_SECONDS = 5
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class HttpReader:
    """A signed-in session over one connection."""

    def __init__(self, base_url: str, username: str, password: str) -> None:
        self.connection = HTTPConnection(urlsplit(base_url).netloc, timeout=60)
        self.cookies: dict[str, str] = {}
        self.used_at = monotonic()
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

    def post(self, path: str, **form: str) -> None:
        """Send a form. Raises `RuntimeError` unless it leads on to another page."""
        self._expect_redirect(path, urlencode(form | {"csrfmiddlewaretoken": self.cookies["csrftoken"]}))

    def upload(self, path: str, content: bytes, **form: str) -> None:
        """Send a form with a file as `file`. Raises `RuntimeError` unless it leads on to another page."""
        form |= {"csrfmiddlewaretoken": self.cookies["csrftoken"]}
        parts = [f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                 for name, value in form.items()]  # fmt: skip
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
        body = "".join(parts).encode() + head.encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
        self._expect_redirect(path, body, f"multipart/form-data; boundary={_BOUNDARY}")

    def _expect_redirect(self, path: str, body: str | bytes, content_type: str = _FORM) -> None:
        status = self._request("POST", path, body, content_type)[0]
        if status != 302:
            message = f"POST {path} answers {status}"
            raise RuntimeError(message)

    def _request(
        self, method: str, path: str, body: str | bytes | None = None, content_type: str = _FORM
    ) -> tuple[int, bytes]:
        if monotonic() - self.used_at > _IDLE_SECONDS:
            self.connection.close()  # the server hangs up soon; the next request connects anew
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Language": "es",
        }
        if body is not None:
            headers["Content-Type"] = content_type
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        content = response.read()
        self.used_at = monotonic()
        return response.status, content
