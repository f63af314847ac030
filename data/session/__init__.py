"""One interview as a list of events; follow-ups, pending results, recheck."""
