"""Tests of the record: what it promises, tried on the app as it is served."""
