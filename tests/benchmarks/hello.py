"""Smallest FastAPI app: what a start is measured beside, and nothing of ours imported."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def say_hello() -> dict[str, str]:
    return {"hello": "world"}
