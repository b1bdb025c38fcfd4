"""The index and the health check: where everything is, and whether it is there."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from app import __version__
from app.api.downloads import Download, downloads
from app.api.query import StrictRoute
from app.data.citations import citation_of_all
from app.data.dataset import Dataset
from app.models import MODELS
from app.models.answers import Total
from app.models.base import Many, Model
from app.models.dataset_info import DatasetInfo
from app.models.href import Href
from app.models.reference import collection_of
from app.models.text import Text

Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$", max_length=20)]

VIEWS = (
    ("/claims", "Every fact with every passage that supports or contradicts it, seen flat."),
    ("/claims.csv", "The same as a table for spreadsheets."),
    ("/unknowns", "What a reader will look for and no source gives."),
    ("/search?q=", "Search in every language and both Chinese scripts: add the words to find."),
    ("/graph", "All resources and the references between them, as nodes and edges."),
    ("/overview", "Everything at a glance, as a page for people."),
    ("/context.jsonld", "The JSON-LD context that makes linked data of every answer."),
    ("/vocabulary", "The classes and properties that are ours, for linked data."),
    ("/schemas", "JSON Schemas for authors of datasets."),
    ("/docs", "Documentation in which every request can be tried."),
    ("/openapi.json", "The API described in OpenAPI 3.1."),
    ("/llms.txt", "A guide for language models, with the rule to cite."),
    ("/.well-known/api-catalog", "Where programs find the parts of this API (RFC 9727)."),
    ("/health", "Whether the server is ready."),
)


class CollectionLink(Model):
    """A collection, and how much is in it."""

    name: Text
    """What the collection is called."""
    href: Href
    """Where it is served."""
    total: Total
    """How many items it has."""


class View(Model):
    """Something else that is served."""

    href: Href
    """Where it is served."""
    description: Text
    """What it is."""


class Index(Model):
    """What there is, on what terms, and how to cite it."""

    api_version: Version
    """Version of the API (semantic versioning)."""
    dataset: DatasetInfo
    """What the data is, its version and its licence."""
    citation: Text
    """How to cite the dataset as a whole."""
    collections: Many[CollectionLink]
    """The collections of resources."""
    downloads: Many[Download]
    """The whole data in one file, with sizes and sums."""
    views: Many[View]
    """What else there is."""


class Health(Model):
    """Whether the server is ready to answer."""

    status: Literal["ok"] = "ok"
    """Always `ok`: a server that cannot become ready answers 500."""
    api_version: Version
    """Version of the API."""
    data_version: Version
    """Version of the data."""
    resources: Total
    """How many resources are loaded."""


def index_router(dataset: Dataset, ready: Callable[[str], Awaitable[None]]) -> APIRouter:
    """Return the routes of the index and the health check.

    `ready` returns when the answers below a path prefix are ready, or raises.
    """
    router = APIRouter(route_class=StrictRoute)

    @router.get(
        "/",
        operation_id="getIndex",
        summary="See what there is",
        description="The place to begin: every collection with its size and every other view, the"
        " version and licence of the data, and how to cite it. A browser, whose Accept header"
        " prefers text/html, gets the page for people from here, which is at /overview too;"
        " everybody else gets JSON.",
        response_description="The index of what there is.",
        responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
    )
    async def index() -> Index:
        return _index(dataset)

    @router.get(
        "/health",
        operation_id="getHealth",
        summary="Check that the server is ready",
        description="For load balancers and monitors: answers when the index, every collection and"
        " every resource are ready to be sent.",
        response_description="The server is ready.",
    )
    async def health(request: Request) -> Health:
        await ready(request.scope["root_path"])
        total = sum(1 for _ in dataset.all())
        return Health(api_version=__version__, data_version=dataset.info.version, resources=total)

    return router


def _index(dataset: Dataset) -> Index:
    info = dataset.info
    names = {kind: collection_of(kind) for kind in MODELS}
    return Index(
        api_version=__version__,
        dataset=info,
        citation=citation_of_all(info),
        collections=tuple(
            CollectionLink(name=name, href=f"/{name}", total=len(dataset.of_type(kind)))
            for kind, name in names.items()
        ),
        downloads=downloads(dataset),
        views=tuple(View(href=href, description=words) for href, words in VIEWS),
    )
