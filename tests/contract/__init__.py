"""Tests of what every answer promises, over a real socket."""
