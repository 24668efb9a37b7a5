"""What agencies say happened, in a live case or to a review, and which accounts are of one incident."""
