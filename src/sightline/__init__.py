"""Sightline: a published domestic homicide review becomes an action plan that is followed to proof.

What belongs where is said in docs/architecture.md.
"""

__version__ = "0.1.0"
