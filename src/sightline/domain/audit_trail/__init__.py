"""An audit trail that proves itself: a chain of digests, a tree, signed checkpoints, and the check."""
