"""Benchmarks: commands, not collected by pytest; README.md says how to run and read them."""
