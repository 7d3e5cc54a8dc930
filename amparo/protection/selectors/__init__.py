"""Reads of protection: always on a file as its reader sees it, so that nothing hidden can show."""
