"""PIN, passphrase, access log, idle timer, detection of pasted and held keys."""
