"""Serving the docs page and its assets: nothing is loaded from elsewhere."""

from collections.abc import Mapping
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, Response

from app.api.problems import ProblemError
from app.api.query import StrictRoute
from app.data.near import NearMatches
from app.models.href import BASE

_HERE = Path(__file__).parent
_SWAGGER_UI = files("fastapi_swagger") / "resources"

ASSETS: Mapping[str, tuple[Traversable, str]] = MappingProxyType(
    {
        "swagger-ui-bundle.js": (_SWAGGER_UI / "swagger-ui-bundle.js", "text/javascript"),
        "swagger-ui.css": (_SWAGGER_UI / "swagger-ui.css", "text/css"),
        "plugins.js": (_HERE / "plugins.js", "text/javascript"),
        "docs.js": (_HERE / "docs.js", "text/javascript"),
        "docs.css": (_HERE / "docs.css", "text/css"),
        "icon.svg": (_HERE / "icon.svg", "image/svg+xml"),
    }
)
"""What the page loads: where it is on disk, and its media type."""

POLICY = (
    "default-src 'none'; connect-src 'self'; img-src 'self' data:; script-src 'self';"
    " style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may do (Content Security Policy Level 3); `data:` has Swagger UI's icons."""

_LONG = "max-age=86400, stale-while-revalidate=604800"


def add_docs(app: FastAPI) -> None:
    """Let the app serve its documentation at `/docs`."""
    page = (_HERE / "docs.html").read_text(encoding="utf-8").replace("{title}", escape(app.title))
    router = APIRouter(route_class=StrictRoute, include_in_schema=False)

    @router.get("/docs")
    async def docs() -> HTMLResponse:
        content = page.replace("{base}", escape(BASE.get()))
        return HTMLResponse(content, headers={"Content-Security-Policy": POLICY})

    @router.get("/docs/assets/{name}")
    async def asset(name: str) -> Response:
        if name not in ASSETS:
            near = tuple(f"/docs/assets/{one}" for one in NearMatches(ASSETS)(name))
            raise ProblemError(404, "There is no such asset.", did_you_mean=near)
        path, media_type = ASSETS[name]
        return Response(path.read_bytes(), 200, {"Cache-Control": _LONG}, media_type)

    app.include_router(router)
