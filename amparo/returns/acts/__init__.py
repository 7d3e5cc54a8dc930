"""Acts of return, reunification and what follows."""
