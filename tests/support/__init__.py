"""Drivers, random patients, the small pathway, oracles: what tests share."""
