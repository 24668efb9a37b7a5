"""What there is to know of documents, reviews, their plans and boards; read-only."""
