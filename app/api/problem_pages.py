"""The pages behind the `type` of problems: what each kind means, for people (RFC 9457 §4.2)."""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.api.problems import KINDS, Kind, ProblemError
from app.api.query import StrictRoute
from app.data.near import NearMatches
from app.models.href import at_base

_STYLE = """
body { font: 1.1rem/1.6 system-ui, sans-serif; margin: 3rem auto; max-width: 38rem; padding: 1rem }
h1 { line-height: 1.2 }
"""
_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()

POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{_HASH}'",  # the page's own few lines, and no other style
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""What the pages may do (Content Security Policy Level 3): show themselves."""

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{content}
</main>
<nav aria-label="Other pages">
{links}
</nav>
</body>
</html>
"""


def problem_pages_router() -> APIRouter:
    """Return the routes of the pages.

    They are pages for people, like `/docs`, and so not in the OpenAPI document, where the schema
    `Problem` and the shared responses say the same.
    """
    router = APIRouter(route_class=StrictRoute, include_in_schema=False)
    by_name = {kind.name: kind for kind in KINDS.values()}

    @router.get("/problems")
    async def list_problems() -> HTMLResponse:
        return _page("Problems", _table(by_name.values()), "/")

    @router.get("/problems/{name}")
    async def explain(name: str) -> HTMLResponse:
        kind = by_name.get(name)
        if kind is None:
            near = tuple(f"/problems/{one}" for one in NearMatches(by_name)(name))
            raise ProblemError(404, "There is no such kind of problem.", did_you_mean=near)
        words = f"<p>{_html(kind.explanation)}</p>\n<p>{_html(kind.remedy)}</p>"
        return _page(f"{kind.status} {kind.title}", words, "/problems", "/")

    return router


_LABELS = {"/": "Index", "/problems": "All problems"}


def _page(title: str, content: str, *places: str) -> HTMLResponse:
    links = "\n".join(f'<a href="{escape(at_base(one))}">{_LABELS[one]}</a>' for one in places)
    page = _PAGE.format(title=escape(title), style=_STYLE, content=content, links=links)
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


def _table(kinds: Iterable[Kind]) -> str:
    """Return all kinds of problems as a list of definitions."""
    rows = "\n".join(
        f'<dt><a href="{escape(at_base(f"/problems/{kind.name}"))}">{kind.status} {kind.title}</a>'
        f"</dt>\n<dd>{_html(kind.explanation)}</dd>"
        for kind in kinds
    )
    return (
        f"<p>Errors are problem details (RFC 9457), of one of these types:</p>\n<dl>\n{rows}\n</dl>"
    )


def _html(words: str) -> str:
    return re.sub("`(.+?)`", r"<code>\1</code>", escape(words))
