"""The decision: pure functions from answers to advice. Standard library only."""
