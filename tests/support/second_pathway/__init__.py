"""A second pathway, invented: the next step after a twisted knee. Not for any patient."""
