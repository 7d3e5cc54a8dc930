"""The exception of parsers."""


class RejectedContent(Exception):
    """The content of a file is refused.

    `why` is a code, whose text is written by who asked: those of the parser, and `damaged` and `too_complex` of any.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
