"""Work that no page waits for: long, or done every night."""
