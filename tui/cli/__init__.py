"""The command line: one file a command; `arguments` holds every word and option."""
