"""Index and health check: where everything is, and whether it is there."""

import datetime as dt
from typing import Annotated, Literal

from fastapi import FastAPI, Response
from pydantic import Field

from app import __version__
from app.api.downloads import distributions_of
from app.api.queries import NoQuery
from app.api.responses import LinkedResponses
from app.api.routing import views_of
from app.data.dataset import Dataset
from app.models.answers import Facts, Total
from app.models.base import Array, Model, Text
from app.models.dataset_info import DatasetInfo, Version
from app.models.reference import Href, collection_of


class CollectionLink(Model):
    """A collection, and how much is in it."""

    name: Text
    """What the collection is called."""
    href: Href
    """Where it is served."""
    table: Href
    """Where it is served as a table (CSV)."""
    total: Total
    """How many items it has."""


class View(Model):
    """Something else that is served."""

    href: Href
    """Where it is served; words in braces are to be filled in (RFC 6570)."""
    description: Text
    """What it is."""


class Download(View):
    """The whole data in one file."""

    media_type: Text
    """Its media type."""
    bytes: Total
    """Its size, before any compression on the way."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """The SHA-256 sum (FIPS 180-4) of these bytes."""


class Index(Model):
    """What there is, on what terms, and how to cite it."""

    collections: Array[CollectionLink]
    """The collections of resources."""
    facts: Facts
    """How much the dataset says."""
    views: Array[View]
    """What else there is."""
    downloads: Array[Download]
    """The whole data in one file, with sizes and sums."""
    dataset: DatasetInfo
    """What the data is, its version and its licence."""
    citation: Text
    """How to cite the dataset as a whole."""
    api_version: Version
    """Version of the API (semantic versioning)."""


class Health(Model):
    """Whether the server is ready to answer."""

    status: Literal["ok"] = "ok"
    """Always `ok`: a dataset that cannot be served does not start."""
    api_version: Version
    """Version of the API."""
    data_version: Version
    """Version of the data."""
    resources: Total
    """How many resources are loaded."""
    fingerprint: Text
    """The SHA-256 sum of what was loaded: another one for other data."""
    since: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    """When this process began to serve it (RFC 3339)."""


def add_index(app: FastAPI, dataset: Dataset, responses: LinkedResponses) -> None:
    """Add the routes of the index and of the health check."""
    since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")

    @app.get(
        "/",
        tags=["About"],
        responses={200: {"content": {"text/html": {}}}},
        summary="See what there is",
        description="The place to begin: every collection with its size and every other view, the"
        " version and licence of the data, and how to cite it. A browser, which asks for HTML"
        " first, gets the page for people from here, which is at /overview too; everybody else"
        " gets JSON.",
    )
    async def get_index(_: NoQuery, response: Response) -> Index:
        response.headers["Link"] = responses.licence
        root = dataset.root_path
        collections = []
        for type_, collection in dataset.collections.items():
            name = collection_of(type_)
            link = CollectionLink(
                name=name,
                href=f"{root}/{name}",
                table=f"{root}/{name}.csv",
                total=len(collection.by_id),
            )
            collections.append(link)
        views = views_of(app)
        downloads = [
            Download(
                href=root + each.path,
                description=views[each.path],
                media_type=each.media_type,
                bytes=each.size,
                sha256=each.sha256,
            )
            for each in distributions_of(dataset)
        ]
        return Index(
            collections=tuple(collections),
            facts=dataset.facts,
            views=tuple(
                View(href=root + path, description=views[path]) for path in views
            ),
            downloads=tuple(downloads),
            dataset=dataset.info,
            citation=dataset.citation,
            api_version=__version__,
        )

    @app.get(
        "/health",
        tags=["About"],
        summary="Check that the server is ready",
        description="For load balancers and monitors; never from a cache.",
    )
    async def get_health(_: NoQuery, response: Response) -> Health:
        response.headers["Cache-Control"] = "no-store"
        return Health(
            api_version=__version__,
            data_version=dataset.info.version,
            resources=len(dataset.by_id),
            fingerprint=dataset.fingerprint,
            since=since,
        )
