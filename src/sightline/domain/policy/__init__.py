"""Who may do what, as data: permissions, the facts rules may speak of, and the rules."""
