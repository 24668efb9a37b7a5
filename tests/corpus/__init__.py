"""Invented domestic homicide reviews, each defined once and drawn as Word, PDF and text.

`reports` holds those the reader was built against, `held_out` those it had not met. Every person,
place and agency in them is invented. `python -m tests.corpus FOLDER` writes them all.
"""
