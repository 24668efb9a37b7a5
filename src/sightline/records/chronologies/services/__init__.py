"""What may be done to a review's chronology, one file per kind of change."""
