"""Tests of `tui/security`."""
