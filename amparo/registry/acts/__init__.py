"""Acts of the registry: open a record, and the sections of the single regional form."""
