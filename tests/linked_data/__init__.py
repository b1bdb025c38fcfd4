"""Tests of linked data, the feed of corrections, and the guide for language models."""
