"""The bodies that work together, and the names they go by."""
