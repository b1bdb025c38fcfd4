"""Tests of the production app, mostly through a real uvicorn socket."""
