"""The way from answers to advice: decision, interview, reasons, counterfactuals."""
