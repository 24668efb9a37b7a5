"""Dates as people write them, events as agencies assert them, and what was known when. No storage."""
