"""Scores as printed in the literature: display only.

A score is shown beside the advice and never makes it: no score may by itself bring about or cancel
a recommendation, so no other module of the engine imports this package. Each module holds one
score, as a function `score` of typed inputs in which None stands for unknown.

Source of all tables: clinical dossier 4.13; each score names its own source.
"""
