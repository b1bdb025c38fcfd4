"""The data in one download: as JSON that can be loaded again, and as a table."""

import hashlib
from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from app.api.claims import CsvResponse, to_csv
from app.api.query import StrictRoute
from app.data.bundle import bundle
from app.data.dataset import Dataset
from app.data.parts import CITATION, FILES, INFO_FILE, member
from app.models.base import Model
from app.models.href import Href
from app.models.text import Text

DATASET = "/dataset.json"
TABLE = "/claims.csv"

_MEDIA_TYPE = "application/json"


class Download(Model):
    """The whole data in one file."""

    href: Href
    """Where it is served."""
    description: Text
    """What it is."""
    media_type: Text
    """Its media type."""
    bytes: Annotated[int, Field(ge=0, le=10**12)]
    """Its size, before any compression on the way."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", min_length=64, max_length=64)]
    """The SHA-256 sum (FIPS 180-4) of these bytes."""


@lru_cache(maxsize=2)  # a process serves one dataset, and no file depends on the request
def downloads(dataset: Dataset) -> tuple[Download, ...]:
    """Return the files that hold the whole dataset; they are made when first asked for."""
    table = to_csv(tuple(dataset.claims.values())).encode()
    whole = dataset_file(dataset)
    return (
        _download(DATASET, "The whole dataset; it can be loaded again.", _MEDIA_TYPE, whole),
        _download(TABLE, "Every claim, as a table.", CsvResponse.media_type, table),
    )


@lru_cache(maxsize=2)
def dataset_file(dataset: Dataset) -> bytes:
    """Return what is served at `/dataset.json`."""
    return bundle(dataset).encode()


def _download(href: str, words: str, media_type: str, content: bytes) -> Download:
    sha256 = hashlib.sha256(content).hexdigest()
    return Download(
        href=href, description=words, media_type=media_type, bytes=len(content), sha256=sha256
    )


def downloads_router(dataset: Dataset) -> APIRouter:
    """Return the route of the whole dataset; the table of claims has its own router."""
    router = APIRouter(route_class=StrictRoute)

    @router.get(
        DATASET,
        operation_id="downloadDataset",
        summary="Download the whole dataset",
        description="Everything in one file, as its authors write it: how to cite it, what it is"
        " with version and licence, and every collection, in which a reference is an id. The"
        " record loads the file again. Its size and SHA-256 sum stand in the index.",
        response_description="The dataset, whole, in one file.",
        response_class=JSONResponse,
        responses={200: {"content": {_MEDIA_TYPE: {"schema": _schema()}}}},
    )
    async def download() -> Response:
        return Response(dataset_file(dataset), media_type=_MEDIA_TYPE)

    return router


def _schema() -> dict[str, Any]:
    """Return the JSON Schema of the file, whose parts are described at `/schemas`."""
    properties = {
        CITATION: _CITATION,
        member(INFO_FILE): _INFO,
        **{member(file): _collection(member(file)) for file in FILES},
    }
    return {
        "title": "WholeDataset",
        "type": "object",
        "description": "A dataset in one file.",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "examples": [{name: one["examples"][0] for name, one in properties.items()}],
    }


_CITATION = {
    "type": "string",
    "description": "How to cite it.",
    "pattern": r"\S",
    "maxLength": 3_000,
    "examples": ["A dataset, version 1.0.0."],
}
_INFO = {
    "type": "object",
    "description": "What the dataset is, as `/schemas/dataset.json` describes it.",
    "additionalProperties": True,
    "examples": [{"version": "1.0.0"}],
}


def _collection(name: str) -> dict[str, Any]:
    example = {"id": "an-id", "name": {"en": "A name"}}
    return {
        "type": "array",
        "description": f"The {name}, as `/schemas/{name}.json` describes them.",
        "maxItems": 10_000_000,
        "examples": [[example]],
        "items": {
            "type": "object",
            "description": "A resource as its author writes it.",
            "additionalProperties": True,
            "examples": [example],
        },
    }
