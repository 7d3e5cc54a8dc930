"""The shape of a message to the person who acts."""

from typing import NamedTuple


class Message(NamedTuple):
    """What is missing, and what to do about it."""

    text: str
    remedy: str
