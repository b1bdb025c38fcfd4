"""Routes of the page for people, and of what it needs."""

import re
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.data.citations import cite_dataset
from app.data.dataset import Dataset
from app.models.reference import collection_of
from app.models.text import LanguageMap
from app.pages import formatting
from app.pages.footnotes import readable_link
from app.pages.view import PHASES, View, value_at
from app.settings import Settings

_HERE = Path(__file__).parent
_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
"""Content-Security-Policy: a style sheet and images from here, and nothing else; no script."""
_OPTIONAL_TAGS = re.compile("</(li|dt|dd)>")
"""End tags that HTML does without (§13.1.2.4): two kilobytes in a hundred."""
_LIFETIME = "max-age=86400, stale-while-revalidate=604800"


def render(dataset: Dataset, settings: Settings) -> str:
    """Return the page of a dataset in HTML."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(vars(formatting), collection_of=collection_of, value_at=value_at)
    environment.tests.update(
        below=lambda pointer, around: f"{pointer}/".startswith(f"{around}/"),
        filled=lambda kinds: any(map(dataset.of_type, kinds)),
        known=formatting.is_known,
        several=lambda value: isinstance(value, LanguageMap | tuple),
        turning=formatting.is_turning,
    )
    html = environment.get_template("page.html.jinja").render(
        data=dataset,
        info=dataset.info,
        view=View(dataset),
        phases=PHASES,
        citation=cite_dataset(dataset.info),
        readable_link=readable_link,
        root=settings.root_path,
        address=f"{settings.origin}{settings.root_path}/overview",
    )
    return _OPTIONAL_TAGS.sub("", html)


def pages_router(dataset: Dataset, settings: Settings) -> APIRouter:
    """Return the routes of the page, which is made when it is first asked for."""
    router = APIRouter(tags=["Pages"])
    html = cache(lambda: render(dataset, settings))

    @router.get(
        "/overview",
        operation_id="getOverview",
        summary="See everything on one page",
        response_class=HTMLResponse,
        response_description="The page, in HTML.",
    )
    async def get_overview() -> HTMLResponse:
        """Answer with a page for people: the whole dataset, every fact with its footnotes."""
        return HTMLResponse(html(), headers={"Content-Security-Policy": _PAGE_POLICY})

    def serve(name: str, media_type: str, content: bytes) -> None:
        async def get_file() -> Response:
            return Response(content, media_type=media_type, headers={"Cache-Control": _LIFETIME})

        router.add_api_route(f"/overview/{name}", get_file, include_in_schema=False)

    serve("style.css", "text/css", (_HERE / "style.css").read_bytes())
    serve("icon.svg", "image/svg+xml", (_HERE / "icon.svg").read_bytes())
    if dataset.picture:
        serve("social.png", "image/png", dataset.picture)
    return router
