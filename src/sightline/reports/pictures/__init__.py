"""Pictures of a chronology as SVG that prints: for black and white, described in words, without script.

Each takes the names to show, so that a switch between pseudonyms and names is the caller's; none shows the
text of an entry or the words of its date, which may hold any name.
"""
