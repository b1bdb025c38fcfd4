"""The open record of an agreement: a read-only API in which every fact is cited."""

__version__ = "3.0.0"
