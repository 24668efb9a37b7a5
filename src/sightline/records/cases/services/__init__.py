"""The only code that changes a case: its stage, who works on it, who is in it, what is written and shared."""
