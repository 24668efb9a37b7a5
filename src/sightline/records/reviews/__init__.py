"""Reviews, and the published documents they are read from."""
