"""The OpenAPI document and the docs page: true, complete, offline, accepted by others."""
