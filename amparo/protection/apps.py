"""Django's name for this app."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """Names the app."""

    name = "amparo.protection"
