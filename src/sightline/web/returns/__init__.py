"""An agency's return: asked for, uploaded, looked at, sent, checked and opened to the review."""
