"""One interview as a list of events; follow-ups, awaited results, recheck."""
