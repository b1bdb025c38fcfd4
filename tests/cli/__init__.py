"""Command line: what each command prints, and the status it ends with."""
