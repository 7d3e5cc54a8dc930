"""How the registry's acts are laid out."""
