"""Tests of `engine/proofs`."""
