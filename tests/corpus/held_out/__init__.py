"""Invented reports kept from those who built the reader, to measure it on what it had not met."""
