"""The safety rules, in files named like the sections of the tables that they watch.

`treatment_stops.py` holds no rule: it says once what stops any bone drug.
"""
