"""Tests of `tui/shell`."""
