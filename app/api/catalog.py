"""The API catalog: where programs look first for what is served on a host (RFC 9727)."""

from typing import Any

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from app.api.downloads import downloads
from app.api.linked import CONTEXT
from app.api.linked import MEDIA_TYPE as LINKED_DATA
from app.api.lists import add_link
from app.api.llms import LLMS
from app.api.query import StrictRoute
from app.data.dataset import Dataset
from app.models.href import at_base

CATALOG = "/.well-known/api-catalog"
PROFILE = "https://www.rfc-editor.org/info/rfc9727"

Links = list[dict[str, str]]


class LinksetResponse(JSONResponse):
    """A set of links (RFC 9264 §4.2) that is an API catalog (RFC 9727 §4.2)."""

    media_type = f'application/linkset+json; profile="{PROFILE}"'


async def _link_catalog(response: Response) -> None:
    """Link to the catalog (RFC 9727 §3)."""
    add_link(response, at_base(CATALOG), "api-catalog")


CATALOGUED = Depends(_link_catalog)
"""A dependency of routers, whose answers it makes known where the catalog is."""


def catalog(dataset: Dataset) -> dict[str, Any]:
    """Return the catalog: one API, and what there is to know of it (RFC 8631, RFC 6903, RFC 8288).

    Its addresses are absolute paths, which readers resolve against the address of the catalog
    (RFC 9264 §4.2.2): by what name the world knows this host only its readers can tell.
    """
    return {
        "linkset": [
            {"anchor": at_base(CATALOG), "item": _to("/", "application/json", dataset.info.title)},
            {"anchor": at_base("/"), **_about(dataset)},
        ]
    }


def _about(dataset: Dataset) -> dict[str, Links]:
    licence = dataset.info.licence
    return {
        "service-desc": _to("/openapi.json", "application/json", "OpenAPI document"),
        "service-doc": [
            *_to("/docs", "text/html", "Documentation"),
            *_to(LLMS, "text/plain", "Guide for language models"),
        ],
        "service-meta": _to(CONTEXT, LINKED_DATA, "JSON-LD context"),
        "describedby": _to("/schemas", "application/json", "JSON Schemas"),
        "status": _to("/health", "application/json", "Health"),
        "license": [{"href": licence.url, "title": licence.name}],
        "enclosure": [
            link
            for one in downloads(dataset)
            for link in _to(one.href, one.media_type, one.description)
        ],
    }


def _to(path: str, media_type: str, title: str) -> Links:
    return [{"href": at_base(path), "type": media_type, "title": title}]


def catalog_router(dataset: Dataset) -> APIRouter:
    """Return the route of the catalog."""
    router = APIRouter(route_class=StrictRoute)

    @router.get(
        CATALOG,
        operation_id="getApiCatalog",
        summary="Get the API catalog",
        description="Where the description, documentation, licence and state of this API are, as a"
        " set of links (RFC 9264) at the address that RFC 9727 gives to it.",
        response_description="The catalog of this API.",
        response_class=LinksetResponse,
    )
    async def get_catalog() -> LinksetResponse:
        response = LinksetResponse(catalog(dataset))
        add_link(response, at_base(CATALOG), "api-catalog")
        return response

    return router
