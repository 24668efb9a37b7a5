"""Backups: made while the site runs, put back, and tried out."""
