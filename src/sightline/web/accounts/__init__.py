"""Signing in and out, one's own account, and the agencies and users a coordinator adds."""
