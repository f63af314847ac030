"""The advice for many patients at once: a table in, a table out; needs the extra `cohort`."""
