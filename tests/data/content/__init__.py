"""Tests of `data/content`."""
