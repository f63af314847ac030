"""The store in files: what is in them, and how they are opened, sealed, mended and erased."""
