"""Tests of `engine/model`."""
