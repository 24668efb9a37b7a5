"""What may follow what: one transition table per object, with who may make each move."""
