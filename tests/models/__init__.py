"""Models: dates, near matches and links to passages, where no answer shows them whole."""
