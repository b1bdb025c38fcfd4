"""Middleware in plain ASGI, which knows HTTP and nothing of the domain."""
