"""Tests of `data/export`."""
