"""The first page: what needs you."""
