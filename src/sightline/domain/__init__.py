"""What the words of this field mean: plain Python, no Django, no files, no clock."""
