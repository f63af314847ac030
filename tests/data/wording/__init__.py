"""Tests of `data/wording`."""
