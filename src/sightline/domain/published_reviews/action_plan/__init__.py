"""The action plan of a published review: which tables it is, and what its rows say."""

from sightline.domain.published_reviews.action_plan.plan import ReadPlan, Unplaced, read_action_plan

__all__ = ["ReadPlan", "Unplaced", "read_action_plan"]
