"""What a panel makes of a chronology: its questions with their evidence, and its findings."""
