"""Action plans and their actions: owned, updated, evidenced, reminded."""
