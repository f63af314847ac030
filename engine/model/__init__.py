"""The parts of a pathway and of its answers: frozen data, no algorithm."""
