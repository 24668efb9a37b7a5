"""Whether a member of staff and a person in a case may be, or may know, one another."""
