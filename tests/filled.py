"""A form as a browser would send it: what its page says is filled in."""

from __future__ import annotations

from html.parser import HTMLParser


class Filled(HTMLParser):
    """The answers that a form of a page holds, by its id, as they would be sent without pressing any button."""

    def __init__(self, html: str, form: str = "writing") -> None:
        super().__init__()
        self._form = form
        self.answers: dict[str, list[str]] = {}
        self._inside, self._select, self._area = False, "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self._inside = given.get("id") == self._form
        if not self._inside:
            return
        if tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.answers.setdefault(name, []).append(value)
        elif tag == "select":
            self._select = name
            self.answers[name] = [""]
        elif tag == "option" and "selected" in given:
            self.answers[self._select] = [value]
        elif tag == "textarea":
            self._area = name
            self.answers[name] = [""]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.answers[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "textarea":
            self._area = ""
