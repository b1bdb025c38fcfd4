"""The API: routes, queries, errors and documentation, on FastAPI."""
