"""The terminal outside: environment, signals, clean output, crash report."""
