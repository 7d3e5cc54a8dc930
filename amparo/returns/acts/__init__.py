"""Acts of the way home and of life after it."""
