"""The clinical content: its files, read and tied together."""
