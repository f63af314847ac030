"""Read reports and prints: what each states, with its exact place, as proposals for answers."""
