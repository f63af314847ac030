"""Input from outside; each refusal names every fault."""
