"""Tests of `data/session`."""
