"""The decision diagram: compiled from tables, and the questions put to it."""
