"""Tests of `engine/spine`."""
