"""Invented people, agencies and reviews from a seed, with the truth kept beside what is told of it."""
