"""Measurements: how well documents are read, and how fast. Not tests; they print figures."""
