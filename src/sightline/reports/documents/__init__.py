"""Queries → document trees: one file per document of the field."""
