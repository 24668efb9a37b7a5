"""Readers of files that come from outside, one per format, and the separate process they run in."""
