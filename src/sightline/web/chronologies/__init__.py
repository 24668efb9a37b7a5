"""The combined chronology of a case: read, filtered, and added to in a live case."""
