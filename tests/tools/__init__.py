"""Programs for developers that no test runs."""
