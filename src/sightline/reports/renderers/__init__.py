"""Document tree → file: one file per output format."""
