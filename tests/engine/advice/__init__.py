"""Tests of `engine/advice`."""
