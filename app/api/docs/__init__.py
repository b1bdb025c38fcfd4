"""The docs page: Swagger UI, from assets served here, under a strict Content-Security-Policy."""

from app.api.docs.serving import add_docs

__all__ = ["add_docs"]
