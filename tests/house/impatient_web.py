"""The web server's application with deadlines of seconds, for tests that wait until they are over."""

from amparo.config import bodies
from amparo.config.asgi import application

bodies.GRACE_SECONDS = 3.0

__all__ = ["application"]
