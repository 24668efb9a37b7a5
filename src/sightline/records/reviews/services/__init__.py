"""The only code that changes documents and reviews, and that opens them."""
