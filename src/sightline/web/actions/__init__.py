"""The action plan, one action, its updates, evidence, targets and duplicates, files in and out."""
