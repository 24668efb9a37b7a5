"""From a published review as a file to a checked reading: upload, progress, checking, accepting."""
