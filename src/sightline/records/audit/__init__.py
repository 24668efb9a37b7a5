"""Who did what, when and why: one row for every change, written with it."""
