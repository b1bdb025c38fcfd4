"""Collections: lists with filters and their items.

/agreements · /areas · /parties · /organizations · /people · /platforms · /entrustments ·
/funding-schemes · /events · /statements · /sources · /corrections, each with its items below it.
"""

from inspect import getdoc
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Path, Query, Request, Response

from app.api.filters import FILTERS, query_model
from app.api.queries import Paging, QueryModel, refuse_repeated
from app.api.responses import LinkedResponses
from app.data.dataset import Dataset
from app.models import MODELS
from app.models.answers import list_of
from app.models.base import Slug
from app.models.reference import ResourceType, collection_of

_ORDERS = {"event": " In the order of time.", "correction": " Newest first."}
"""Of those that are not in the order of their file."""


def type_description(type_: ResourceType) -> str:
    """Return a sentence or two on a type of resource: the first paragraph on its model."""
    return str(getdoc(MODELS[type_])).partition("\n\n")[0]


def add_list(
    app: FastAPI, dataset: Dataset, responses: LinkedResponses, type_: ResourceType
) -> None:
    """Add the list of a collection."""
    plural = collection_of(type_)
    model = MODELS[type_]
    collection = dataset.collections[type_]
    query_of_list: Any = query_model(Paging, FILTERS[type_], model)
    section = responses.to_page(plural)

    @app.get(
        f"/{plural}",
        name=f"list_{plural}",
        tags=["Collections"],
        response_model=list_of(model),
        summary=f"List {plural.replace('-', ' ')}",
        description=f"{type_description(type_)}{_ORDERS.get(type_, '')} Filters are combined:"
        " an item passes all of them. `Link` leads through the list. `citation` and"
        " `referenced_by` are in each item alone, or come when `fields` names them.",
    )
    async def list_resources(
        query: Annotated[query_of_list, Query()], request: Request
    ) -> Response:
        return responses.items(request, query, FILTERS[type_], collection, section)


def add_item(
    app: FastAPI, dataset: Dataset, responses: LinkedResponses, type_: ResourceType
) -> None:
    """Add the items of a collection, each below its list."""
    plural, noun = collection_of(type_), type_.replace("-", " ")
    model = MODELS[type_]
    collection = dataset.collections[type_]
    query_of_item: Any = query_model(QueryModel, model=model)
    id_path = Path(alias="id", description=f"The id of the {noun}, as lists give it.")

    @app.get(
        f"/{plural}/{{id}}",
        name=f"get_{type_}",
        tags=["Collections"],
        response_model=model,
        summary=f"Get one {noun}",
        description=type_description(type_),
    )
    async def get_resource(
        slug: Annotated[Slug, id_path],
        query: Annotated[query_of_item, Query()],
        request: Request,
    ) -> Response:
        refuse_repeated(request)
        if slug in collection.by_id:
            return responses.item(collection.json(slug, query.fields), slug)
        raise HTTPException(404, f"There is no {noun} with the id {slug!r}.")
