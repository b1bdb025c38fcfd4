"""Where the page and what it needs are served."""

from collections.abc import Awaitable, Callable
from functools import cache

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from app.api.query import StrictRoute
from app.data.dataset import Dataset
from app.pages.linked_data import linked_data
from app.pages.page import overview
from app.pages.rendering import asset, render
from app.pages.social import Image, image

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
"""The page's Content-Security-Policy: a stylesheet and images from here, and nothing else."""


_ICON = Image("/overview/icon.svg", "image/svg+xml", asset("icon.svg"))


def overview_router(dataset: Dataset, origin: str = "") -> APIRouter:
    """Return the routes of the page for people, who find it at `origin`, where that is known."""
    router = APIRouter(route_class=StrictRoute, tags=["overview"])
    social = image(dataset)
    html = _html(dataset, social, origin)

    @router.get(
        "/overview",
        operation_id="getOverview",
        summary="See everything on one page",
        response_class=HTMLResponse,
        response_description="The page, in HTML, for people.",
    )
    async def get_overview() -> HTMLResponse:
        """Answer with a page for people: the whole dataset, every fact with its footnotes."""
        return HTMLResponse(html(), headers={"Content-Security-Policy": POLICY})

    files = (Image("/overview/style.css", "text/css", asset("style.css")), _ICON)
    for one in (*files, *((social,) if social else ())):
        router.add_api_route(one.href, _serving(one), include_in_schema=False)
    return router


def _html(dataset: Dataset, social: Image | None, origin: str) -> Callable[[], str]:
    """Return what renders the page: what it shows is worked out when it is first asked for."""
    page = cache(lambda: overview(dataset))

    def html() -> str:
        data = linked_data(dataset)
        return render("page.html.jinja", page=page(), image=social, linked_data=data, origin=origin)

    return html


def _serving(one: Image) -> Callable[[], Awaitable[Response]]:
    async def get_file() -> Response:
        headers = {"Content-Security-Policy": one.policy}
        return Response(one.content, media_type=one.type, headers=headers)

    return get_file
