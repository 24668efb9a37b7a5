"""Exports: asked for, approved, kept for a day, and known again by their marks."""
