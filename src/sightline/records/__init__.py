"""What is stored, and the only code that changes it: one Django app a folder, lowest first."""
