"""What a careful coordinator would ask about a review before it is published, one file a theme."""
