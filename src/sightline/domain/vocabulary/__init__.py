"""Code lists and word lists: what a word of the field means, each with its source."""
