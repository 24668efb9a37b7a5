"""Files in, files out: importers read what other programs wrote, exporters write what they read."""
