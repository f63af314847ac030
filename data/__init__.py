"""What is kept or leaves: the clinical content, the sessions, the exports."""
