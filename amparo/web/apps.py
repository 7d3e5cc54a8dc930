"""Django's name for this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Names the app."""

    name = "amparo.web"
