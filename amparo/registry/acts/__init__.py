"""Acts of the registry: opening a record, and the sections of the single regional form."""
