"""Invented reports in layouts that nobody who built the reader had foreseen; it was mended for them after a first read."""
