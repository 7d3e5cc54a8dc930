"""Acts of the registry.

Opening a record, and the sections of the single regional form.
"""
