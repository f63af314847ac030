"""Tests of `tui/plain`."""
