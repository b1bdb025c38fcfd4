"""The OpenAPI document: true, complete, and made of the app's own answers."""

from app.api.openapi.serving import add_openapi

__all__ = ["add_openapi"]
