"""Tests of `engine/diagram`."""
