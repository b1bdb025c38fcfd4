"""Collections: for each type of resource a list with filters, and the items."""

from collections.abc import Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.filters import FILTERS
from app.api.links import Links
from app.api.problems import NotFoundError
from app.api.query import StrictRoute
from app.api.serializer import Serializer, json_response
from app.data.dataset import Dataset
from app.data.near_matches import near_matches
from app.models import MODELS, Resource
from app.models.answers import list_of
from app.models.reference import ResourceType, collection_of, href_of
from app.models.text import Slug

ABOUT: Mapping[ResourceType, str] = MappingProxyType(
    {
        "agreement": "Documents between parties: who entered them, when, and how they belong"
        " together.",
        "area": "The numbered areas of cooperation that an agreement names, in its order.",
        "party": "The bodies that entered an agreement, and the side on which each stands.",
        "organization": "Companies, academies, newspapers and other bodies that are no party.",
        "person": "People and their offices, each dated by the source that shows them in it.",
        "platform": "Platforms that an agreement or a government names, each for a field.",
        "entrustment": "The acts by which a body entrusts a company with a platform.",
        "funding-scheme": "Schemes of joint funding, with or without an agreement behind them.",
        "event": "What happened, in the order of time, dated as precisely as the source.",
        "statement": "What someone said: attributed, and never presented as fact.",
        "source": "The documents that are cited, with their publisher, date, language and address.",
        "correction": "What this record said wrongly, what it says now, since when and why; newest"
        " first.",
    }
)
"""A sentence on each type of resource."""

Handler = Callable[..., Coroutine[Any, Any, Response]]


def collections_router(dataset: Dataset, serializer: Serializer, links: Links) -> APIRouter:
    """Return the routes of all collections and their items."""
    router = APIRouter(route_class=StrictRoute, tags=["Collections"])
    for kind, model in MODELS.items():
        plural = collection_of(kind)
        noun, nouns = kind.replace("-", " "), plural.replace("-", " ")
        router.add_api_route(
            f"/{plural}",
            _list_handler(dataset, serializer, links, kind),
            response_model=list_of(model),
            operation_id=f"list{_camel(plural)}",
            summary=f"List {nouns}",
            description=f"{ABOUT[kind]} Each item is whole. Filters are combined: an item passes"
            " all of them. `Link` leads through the list.",
        )
        router.add_api_route(
            f"/{plural}/{{id}}",
            _item_handler(dataset, serializer, links, kind),
            response_model=model,
            operation_id=f"get{_camel(kind)}",
            summary=f"Get one {noun}",
            description=ABOUT[kind],
        )
    return router


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _list_handler(
    dataset: Dataset, serializer: Serializer, links: Links, kind: ResourceType
) -> Handler:
    filter_model: Any = FILTERS[kind]
    collection = dataset.collections[kind]
    section = links.to_section(kind)

    async def list_resources(query: Annotated[filter_model, Query()], request: Request) -> Response:
        found = query.select(collection)
        part = found[query.offset : query.offset + query.limit]
        through = links.through(request, query, len(found))
        body = serializer.dump_page(part, len(found))
        return json_response(body, links.linked_data, section, through)

    return list_resources


def _item_handler(
    dataset: Dataset, serializer: Serializer, links: Links, kind: ResourceType
) -> Handler:
    by_id: Mapping[str, Resource] = dataset.of_type(kind)
    noun = kind.replace("-", " ")

    async def get_resource(
        slug: Annotated[
            Slug, Path(alias="id", description=f"The id of the {noun}, as lists give it.")
        ],
    ) -> Response:
        found = by_id.get(slug)
        if found is None:
            near = (href_of(kind, one) for one in near_matches(slug, by_id))
            detail = f"There is no {noun} with the id {slug!r}."
            raise NotFoundError(detail, near)
        return json_response(
            serializer.dump_once(found), links.linked_data, links.to_page(found.id)
        )

    return get_resource
