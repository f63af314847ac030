"""Tests of `data/input`."""
