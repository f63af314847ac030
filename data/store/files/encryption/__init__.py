"""Sealed stores: keys, sealed records, the proof of the chain, and how a store becomes sealed."""
