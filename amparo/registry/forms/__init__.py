"""Layouts of the forms of the registry's acts."""
