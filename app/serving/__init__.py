"""Running uvicorn: its processes, and what a connection may cost."""
