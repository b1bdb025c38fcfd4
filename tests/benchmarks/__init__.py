"""Measurements, run by hand: `python -m tests.benchmarks.speed`, `.start`, `.growth`."""
