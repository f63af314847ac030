"""The program beside a model of it: what to press, what must come of it, and where it is run."""
