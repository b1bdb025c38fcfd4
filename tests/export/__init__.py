"""Static export: the same bytes, in files."""
