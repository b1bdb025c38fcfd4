"""The page for people: the whole dataset at a glance, every fact with its footnotes."""
