"""The data: clinical content, sessions, exports."""
