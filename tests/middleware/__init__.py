"""Tests of the middleware where the served record cannot show what it does."""
