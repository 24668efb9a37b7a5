"""Files out: one file per format."""
