"""Middleware in plain ASGI: ready answers, conditional requests, encodings, headers.

It knows HTTP and nothing of the domain.
"""
