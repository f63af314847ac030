"""Rows of text, list entries and the cursor: the parts of views and forms."""
