"""What a user may see of a review's chronology, one file per kind of page."""
