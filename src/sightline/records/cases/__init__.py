"""Cases: who is in them, who works on them, what was shared, sealed, or opened in an emergency."""
