"""People as agencies describe them, where they are, and who among the staff may not see them."""
