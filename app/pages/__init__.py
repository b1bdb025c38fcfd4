"""The page for people: a whole dataset in HTML and CSS, without a script."""
