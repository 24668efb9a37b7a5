"""A review's chronology: what agencies are asked for, what they return, and what the panel makes of it."""
