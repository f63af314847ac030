"""Tests with real processes, terminals, signals and kills."""
