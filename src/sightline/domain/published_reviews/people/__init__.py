"""The people of a review: those it is about, by the name it prints, and its panel."""

from sightline.domain.published_reviews.people.panel import read_panel
from sightline.domain.published_reviews.people.subjects import read_subjects

__all__ = ["read_panel", "read_subjects"]
