"""Tests of the page for people, read as HTML."""
