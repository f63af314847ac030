"""From answers to advice: decision, interview, reasons, counterfactuals."""
