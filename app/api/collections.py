"""The collections: for each type of resource a list with filters, and the items."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.filters import FILTERS
from app.api.lists import page_of
from app.api.problems import ProblemError
from app.api.query import StrictRoute
from app.api.selecting import select
from app.data.dataset import Dataset
from app.models import MODELS, Resource
from app.models.answers import Page
from app.models.reference import ResourceType, collection_of, href_of


def collections_router(dataset: Dataset) -> APIRouter:
    """Return the routes of all collections and their items."""
    router = APIRouter(route_class=StrictRoute)
    for kind, model in MODELS.items():
        _add(router, dataset, kind, model)
    return router


def _add(router: APIRouter, dataset: Dataset, kind: ResourceType, model: type[Resource]) -> None:
    plural = collection_of(kind)
    noun, nouns = kind.replace("-", " "), plural.replace("-", " ")
    router.add_api_route(
        f"/{plural}",
        _lister(dataset, kind, model),
        response_model=Page[model],  # type: ignore[valid-type]  # a type made at run time
        operation_id=f"list{_camel(plural)}",
        tags=[plural],
        summary=f"List {nouns}",
    )
    router.add_api_route(
        f"/{plural}/{{id}}",
        _getter(dataset, kind),
        response_model=model,
        operation_id=f"get{_camel(kind)}",
        tags=[plural],
        summary=f"Get one {noun}",
    )


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


Handler = Callable[..., Coroutine[Any, Any, Any]]


def _lister(dataset: Dataset, kind: ResourceType, model: type[Resource]) -> Handler:
    filter_model: Any = FILTERS[kind]
    page_model = Page[model]  # type: ignore[valid-type]  # a type made at run time

    async def list_them(
        request: Request,
        response: Response,
        query: Annotated[filter_model, Query()],
    ) -> Page[Resource]:
        found = select(query, dataset.fields[kind], dataset, request)
        admitted = [one for one in found if query.admits(one)]
        return page_of(admitted, page_model, query, request, response)

    return list_them


def _getter(dataset: Dataset, kind: ResourceType) -> Handler:
    noun = kind.replace("-", " ")

    async def get_one(
        slug: Annotated[
            str, Path(alias="id", description=f"The id of the {noun}.", max_length=100)
        ],
    ) -> Resource:
        found = dataset.of_type(kind).get(slug)
        if found is None:
            near = tuple(href_of(kind, one) for one in dataset.near[kind](slug))
            detail = f"There is no {noun} with the id {slug!r}."
            raise ProblemError(404, detail, did_you_mean=near)
        return found

    return get_one
