"""Secrets as they are typed: the same characters come in different code points."""

from __future__ import annotations

import unicodedata


def spellings(secret: str) -> tuple[bytes, ...]:
    """The bytes that may have been hashed for a secret: normalised (NFKC), then as typed.

    A new secret is hashed by the first; the second opens those kept before secrets were normalised.
    There are none for what a terminal sent in another encoding than UTF-8.
    """
    forms = dict.fromkeys((unicodedata.normalize("NFKC", secret), secret))
    try:
        return tuple(form.encode() for form in forms)
    except UnicodeEncodeError:
        return ()
