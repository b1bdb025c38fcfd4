"""The HTTP side: one router for each family of addresses."""
