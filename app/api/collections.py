"""The collections: for each type of resource a list with filters, and the items."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.about import ABOUT
from app.api.filters import FILTERS
from app.api.lists import page_of
from app.api.problems import ProblemError
from app.api.query import StrictRoute
from app.api.selecting import select
from app.data.dataset import Dataset
from app.models import MODELS, Resource
from app.models.answers import Page
from app.models.reference import ResourceType, collection_of, href_of
from app.models.text import Slug

_LISTED = (
    "Each item is whole, with its evidence. Filters are combined: an item passes all of them. A"
    " filter's value that occurs nowhere is a misspelling and answered with 400. `Link` leads"
    " through long lists."
)
_WHOLE = (
    "The answer is whole: every fact, the passages that support it (`evidence`), what no source"
    " says (`unknowns`), and the way back from other resources (`referenced_by`)."
)


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
        summary=f"List {nouns}",
        description=f"{ABOUT[kind]} {_LISTED}",
        response_description=f"A part of the list of {nouns}.",
    )
    router.add_api_route(
        f"/{plural}/{{id}}",
        _getter(dataset, kind),
        response_model=model,
        operation_id=f"get{_camel(kind)}",
        summary=f"Get one {noun}",
        description=f"{ABOUT[kind]} {_WHOLE}",
        response_description=f"The {noun}, whole, with its evidence.",
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
            Slug, Path(alias="id", description=f"The id of the {noun}, as lists give it.")
        ],
    ) -> Resource:
        found = dataset.of_type(kind).get(slug)
        if found is None:
            near = [href_of(kind, one) for one in dataset.near[kind](slug)]
            if (elsewhere := dataset.get(slug)) is not None:
                near.insert(0, href_of(elsewhere.type, slug))
            detail = f"There is no {noun} with the id {slug!r}."
            raise ProblemError(404, detail, did_you_mean=tuple(near))
        return found

    return get_one
