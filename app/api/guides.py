"""Guides: /llms.txt for language models, and /corrections.atom for who follows the corrections."""

from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse

from app.api.collections import type_description
from app.api.filters import FILTERS
from app.api.queries import NoQuery
from app.api.responses import LinkedResponses, ready
from app.api.routing import ask, paths_without_parameters, views_of
from app.data.dataset import Dataset
from app.models.reference import collection_of
from app.templating import TEMPLATES


def add_guides(app: FastAPI, dataset: Dataset, responses: LinkedResponses) -> None:
    """Add the routes of the guide and of the feed.

    The guide tells the weight of the answers that there are by now: a route that somebody adds
    later may fail, or never end.
    """

    @app.get(
        "/corrections.atom",
        tags=["About"],
        summary="Follow the corrections as an Atom feed",
        description="Every correction, newest first, as a feed (RFC 4287) that tells readers when"
        " the record was wrong.",
        response_class=Response,
        include_in_schema=False,  # generators of clients know no feeds
    )
    async def get_corrections_feed(_: NoQuery) -> Response:
        feed = TEMPLATES.get_template("corrections.atom.jinja").render(
            data=dataset,
            corrections=[*dataset.collections["correction"].by_id.values()],
        )
        return ready(feed, "application/atom+xml", responses.licence)

    paths = [*paths_without_parameters(app)]

    @app.get(
        "/llms.txt",
        tags=["About"],
        summary="Get a guide for language models",
        description="What the record is, where everything is, and the rule to cite, in the form"
        " that llmstxt.org proposes.",
        response_class=PlainTextResponse,
    )
    async def get_llms_text(_: NoQuery) -> str:
        kilobytes = {}
        for path in paths:
            answer = await ask(app, path)
            kilobytes[path] = len(answer[1]) // 1_000 + 1
        return TEMPLATES.get_template("llms.txt.jinja").render(
            data=dataset,
            root=app.root_path,
            type_description=type_description,
            filters=FILTERS,
            views=views_of(app),
            collection_of=collection_of,
            kilobytes=kilobytes,
        )
