"""The languages of the law, and the shape of a message to the person who acts."""

from typing import Literal, NamedTuple

Language = Literal["es", "en"]


class Message(NamedTuple):
    """What is missing, and what to do about it."""

    text: str
    remedy: str
