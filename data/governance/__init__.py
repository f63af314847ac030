"""For authors and reviewers: digests, signatures, certificate, content diff."""
