"""Tests of `data/store`."""
