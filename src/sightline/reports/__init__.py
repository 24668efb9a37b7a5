"""Reports: pure document trees made from queries, and renderers that turn a tree into a file."""
