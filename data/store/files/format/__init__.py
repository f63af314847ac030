"""The files of the store: records, hash chain, journal, locks."""
