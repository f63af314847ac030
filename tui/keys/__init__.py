"""The keys: which key or word does what on which page, and the help that says so."""
