"""A review as its report tells it, and the board page of its action plan."""
