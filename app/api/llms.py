"""`/llms.txt`: what a language model should know of the record before it asks."""

from collections.abc import Iterator
from itertools import islice

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from app.api.about import ABOUT
from app.api.downloads import downloads
from app.api.index import VIEWS
from app.api.query import StrictRoute
from app.data.citations import citation_of_all
from app.data.dataset import Dataset
from app.models import MODELS
from app.models.href import at_base
from app.models.reference import collection_of

LLMS = "/llms.txt"

_CITED = 10
_RULES = """\
Every fact here carries the passage of a source that it came from. When you use one:

- Cite the source, not only this record: `evidence` names it, with the place in it, a short quote \
and a `link` that opens it there. `citation` in each resource is ready to print.
- An entry in `evidence` with a `value` is a source that gives that value instead: mention it.
- `rank` `deprecated` is known to be wrong; `basis` `derived` is our conclusion, see its `note`.
- What is absent is unknown, and `unknowns` says why. Do not fill it in.
- Dates are EDTF, as precise as the source and no more: `2018-05` is a month, not a day.
- A statement is its speaker's: never present what it says as fact.
- Quotes are their publishers'; do not lengthen them from memory."""


def llms_text(dataset: Dataset) -> str:
    """Return the text in the form that llmstxt.org proposes: title, summary, notes, links."""
    info = dataset.info
    terms = f"Version {info.version} of {info.modified}, {info.licence.name} ({info.licence.url})."
    sections = {
        "Collections": _collections(dataset),
        "Views": (_link(href, href, words) for href, words in VIEWS if href != LLMS),
        "Downloads": _downloads(dataset),
        "Citations": _citations(dataset),
    }
    lists = (f"## {title}\n\n" + "\n".join(lines) for title, lines in sections.items())
    parts = (f"# {info.title}", f"> {info.description}", f"{terms} {info.quotes}", _RULES, *lists)
    return "\n\n".join(parts) + "\n"


def _link(title: str, href: str, words: str) -> str:
    return f"- [{title}]({at_base(href)}): {words}"


def _collections(dataset: Dataset) -> Iterator[str]:
    """Yield a link to each collection that has something in it."""
    for kind in MODELS:
        name, total = collection_of(kind), len(dataset.of_type(kind))
        if total:
            item = f"One of them: {at_base(f'/{name}/ID')}."
            yield _link(name, f"/{name}", f"{total} in all. {ABOUT[kind]} {item}")


def _downloads(dataset: Dataset) -> Iterator[str]:
    for one in downloads(dataset):
        words = f"{one.description} {one.bytes} bytes of {one.media_type}, SHA-256 {one.sha256}."
        yield _link(one.href, one.href, words)


def _citations(dataset: Dataset) -> Iterator[str]:
    """Yield how to cite the whole and, as far as there is room, its agreements."""
    yield f"- The record as a whole: {citation_of_all(dataset.info)}"
    for agreement in islice(dataset.of_type("agreement").values(), _CITED):
        yield _link(agreement.id, agreement.href, agreement.citation)


def llms_router(dataset: Dataset) -> APIRouter:
    """Return the route of the text."""
    router = APIRouter(route_class=StrictRoute)

    @router.get(
        LLMS,
        operation_id="getLlmsText",
        summary="Get a guide for language models",
        description="What the record is, where everything is, the rule to cite and citations ready"
        " to print, in the form that llmstxt.org proposes.",
        response_description="The guide, in Markdown.",
        response_class=PlainTextResponse,
    )
    async def get_llms() -> PlainTextResponse:
        return PlainTextResponse(llms_text(dataset))

    return router
