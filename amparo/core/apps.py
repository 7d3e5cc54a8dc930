"""The core of a node: cases, acts, events, deadlines, tasks."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Names the app."""

    name = "amparo.core"
