"""What the command line can do: one file for each command, with its options and what it prints."""
