"""Content and advice as sentences."""
