"""Tests of `data/governance`."""
