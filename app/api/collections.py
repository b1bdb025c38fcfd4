"""Collections: lists with filters and their items.

/agreements · /areas · /parties · /organizations · /people · /platforms · /entrustments ·
/funding-schemes · /events · /statements · /sources · /corrections, each with its items below it.
"""

from inspect import getdoc
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response

from app.api.filters import FILTERS
from app.api.problems import NotFoundError
from app.api.queries import NO_REPEATS, NoQuery
from app.api.responses import JsonResponses
from app.data.dataset import Dataset
from app.data.text import near_matches
from app.models import MODELS
from app.models.answers import list_of
from app.models.base import Slug
from app.models.reference import ResourceType, collection_of

_ORDERS = {"event": " In the order of time.", "correction": " Newest first."}
"""Of those that are not in the order of their file."""


def type_description(type_: ResourceType) -> str:
    """Return a sentence or two on a type of resource: the first paragraph on its model."""
    return str(getdoc(MODELS[type_])).partition("\n\n")[0]


def add_collection(
    app: FastAPI, dataset: Dataset, responses: JsonResponses, type_: ResourceType
) -> None:
    """Add the routes of a collection and its items."""
    plural, noun = collection_of(type_), type_.replace("-", " ")
    collection = dataset.collections[type_]
    filter_model: Any = FILTERS[type_]
    section = responses.to_page(plural)
    id_path = Path(alias="id", description=f"The id of the {noun}, as lists give it.")

    @app.get(
        f"/{plural}",
        name=f"list_{plural}",
        tags=["Collections"],
        dependencies=[NO_REPEATS],
        response_model=list_of(MODELS[type_]),
        summary=f"List {plural.replace('-', ' ')}",
        description=f"{type_description(type_)}{_ORDERS.get(type_, '')} Each item is whole. Filters"
        " are combined: an item passes all of them. `Link` leads through the list.",
    )
    async def list_resources(query: Annotated[filter_model, Query()], request: Request) -> Response:
        return responses.list(request, query, collection, query.select(collection), section)

    @app.get(
        f"/{plural}/{{id}}",
        name=f"get_{type_}",
        tags=["Collections"],
        response_model=MODELS[type_],
        summary=f"Get one {noun}",
        description=type_description(type_),
    )
    async def get_resource(slug: Annotated[Slug, id_path], _: NoQuery) -> Response:
        if slug in collection.by_id:
            return responses.item(collection.json(slug), slug)
        near = [collection.by_id[key].href for key in near_matches(slug, collection.by_id)]
        raise NotFoundError(detail=f"There is no {noun} with the id {slug!r}.", near=near)
