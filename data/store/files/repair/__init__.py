"""Recovery after a crash, check of integrity, repair of damage, migration."""
