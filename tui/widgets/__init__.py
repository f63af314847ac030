"""The widgets: text drawn in place, a row at a time."""
