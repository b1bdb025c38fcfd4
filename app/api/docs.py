"""Documentation page: Swagger UI with nothing loaded from elsewhere."""

from collections.abc import Mapping
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from app.api.problems import NotFoundError
from app.api.query import StrictRoute
from app.data.near_matches import near_matches
from app.settings import Settings

_ASSETS = Path(__file__).parent / "assets"
_SWAGGER_UI = files("fastapi_swagger") / "resources"

ASSETS: Mapping[str, tuple[Traversable, str]] = MappingProxyType(
    {
        "swagger-ui-bundle.js": (_SWAGGER_UI / "swagger-ui-bundle.js", "text/javascript"),
        "swagger-ui.css": (_SWAGGER_UI / "swagger-ui.css", "text/css"),
        "docs.js": (_ASSETS / "docs.js", "text/javascript"),
        "docs.css": (_ASSETS / "docs.css", "text/css"),
        "icon.svg": (_ASSETS / "icon.svg", "image/svg+xml"),
    }
)
"""What the page loads: where it is on disk, and its media type."""

POLICY = (
    "default-src 'none'; connect-src 'self'; img-src 'self' data:; script-src 'self';"
    " style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may do (Content Security Policy Level 3); `data:` has Swagger UI's icons."""

LONG_LIFETIME = "max-age=86400, stale-while-revalidate=604800"
"""For files that change with a version of the code only."""


def docs_router(title: str, settings: Settings) -> APIRouter:
    """Return the routes of the page and of what it loads."""
    router = APIRouter(route_class=StrictRoute, include_in_schema=False)
    page = (_ASSETS / "docs.html").read_text(encoding="utf-8")
    page = page.replace("{title}", escape(title)).replace("{root}", escape(settings.root_path))

    @router.get("/docs", summary="Read the documentation, and try every request")
    async def docs() -> HTMLResponse:
        return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})

    @router.get("/docs/assets/{name}")
    async def asset(name: str) -> Response:
        if name not in ASSETS:
            near = (f"/docs/assets/{one}" for one in near_matches(name, ASSETS))
            detail = "There is no such asset."
            raise NotFoundError(detail, near)
        path, media_type = ASSETS[name]
        return Response(path.read_bytes(), 200, {"Cache-Control": LONG_LIFETIME}, media_type)

    return router
