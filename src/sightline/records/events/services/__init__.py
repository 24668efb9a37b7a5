"""What may be done to events, one file per kind of change."""
