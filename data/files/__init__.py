"""Private files and where they lie."""
