"""Acts of protection: one module per use case, found by the app when it starts."""
