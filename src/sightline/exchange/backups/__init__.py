"""Backup archives: one encrypted file that shows each changed, missing or moved byte."""
