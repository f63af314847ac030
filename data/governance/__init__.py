"""Governance of the content: digests, signatures, certificate, content diff."""
