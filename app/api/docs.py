"""Documentation page: Swagger UI with nothing loaded from elsewhere."""

from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from app.api.routing import StrictRoute
from app.settings import Settings

_ASSETS = Path(__file__).parent / "assets"

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
    async def get_docs() -> HTMLResponse:
        return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})

    def serve(path: Traversable, media_type: str) -> None:
        async def get_asset() -> Response:
            return Response(path.read_bytes(), 200, {"Cache-Control": LONG_LIFETIME}, media_type)

        router.add_api_route(f"/docs/assets/{path.name}", get_asset)

    swagger_ui = files("fastapi_swagger") / "resources"
    serve(swagger_ui / "swagger-ui-bundle.js", "text/javascript")
    serve(swagger_ui / "swagger-ui.css", "text/css")
    serve(_ASSETS / "docs.js", "text/javascript")
    serve(_ASSETS / "docs.css", "text/css")
    serve(_ASSETS / "icon.svg", "image/svg+xml")
    return router
