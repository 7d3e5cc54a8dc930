"""Forms built from typed inputs: the same classes that the API validates."""

from amparo.ui.forms.read import typed_to_json
from amparo.ui.forms.show import Form, fields_for, json_to_typed

__all__ = ["Form", "fields_for", "json_to_typed", "typed_to_json"]
