"""Forms made from the inputs of acts: the same class that the API takes."""

from amparo.ui.forms.read import json_from
from amparo.ui.forms.show import Form, fields_for, typed_from

__all__ = ["Form", "fields_for", "json_from", "typed_from"]
