"""Exports: a session or the whole pathway, in the format that is asked for."""
