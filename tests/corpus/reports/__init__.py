"""The invented reports the reader was built against."""
