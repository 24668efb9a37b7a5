"""Who signs in, for which agency, and what their role lets them do."""
