"""Providers of the parameters on return, reception, contact and closing."""
