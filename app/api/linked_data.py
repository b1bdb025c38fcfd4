"""Linked data: /context.jsonld, by which plain answers are JSON-LD 1.1, and /dataset.jsonld."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from fastapi import FastAPI, Response

from app.api.downloads import distributions_of
from app.api.queries import NoQuery
from app.api.responses import LinkedResponses, ready
from app.api.routing import documents_as
from app.data.dataset import Dataset
from app.data.schema_org import describe_dataset
from app.models import Source

JsonNode: TypeAlias = dict[str, Any]
"""A JSON object, as a node of linked data."""

_LINKED_DATA = "application/ld+json"
_HERE = Path(__file__).parent

# The description of the dataset is in schema.org's terms alone, and not in those of the record.
_SCHEMA_ORG = {
    "@vocab": "https://schema.org/",
    "contentUrl": {"@type": "@id"},
    "license": {"@type": "@id"},
    "url": {"@type": "@id"},
}


def dataset_jsonld(dataset: Dataset, context: dict[str, Any]) -> bytes:
    """Return everything as JSON-LD that is complete by itself, with its context inside.

    Addresses are absolute where the origin is known. Quotes are in the language of their source,
    and values that refer to resources lead to them.
    """
    if dataset.origin:
        context = {"@base": f"{dataset.address}/", **context}
    description = describe_dataset(dataset, distributions_of(dataset))
    linked_data = {
        "@context": context,
        "@graph": [
            {"@context": _SCHEMA_ORG, **description},
            *_resource_nodes(dataset),
            *_claim_nodes(dataset),
        ],
    }
    return json.dumps(linked_data, ensure_ascii=False, separators=(",", ":")).encode()


def _resource_nodes(dataset: Dataset) -> Iterator[JsonNode]:
    """Yield every resource as a node."""
    for collection in dataset.collections.values():
        for key in collection.by_id:
            node = json.loads(collection.json(key))
            # What the context leaves out is told by other nodes.
            node.pop("referenced_by")
            node.pop("csl", None)
            for evidence in node.get("evidence", ()):
                _tag_quote(dataset, evidence)
            yield node


def _claim_nodes(dataset: Dataset) -> Iterator[JsonNode]:
    """Yield every claim as a node; what has ids of resources as its value links to them."""
    for key, claim in dataset.claims.by_id.items():
        node = json.loads(dataset.claims.json(key))
        _tag_quote(dataset, node)
        if claim.value_type == "reference":
            ids = claim.value if isinstance(claim.value, tuple) else [str(claim.value)]
            node["value"] = [{"@id": dataset.by_id[slug].href} for slug in ids]
        yield node


def _tag_quote(dataset: Dataset, passage: JsonNode) -> None:
    """Let a quote be in the language of its source."""
    source = dataset.by_id[passage["source"]["id"]]
    if "quote" in passage and isinstance(source, Source):
        passage["quote"] = {"@value": passage["quote"], "@language": source.language}


def add_linked_data(app: FastAPI, dataset: Dataset, responses: LinkedResponses) -> None:
    """Add the routes of the JSON-LD context, and of the whole dataset as linked data."""
    context = (_HERE / "context.jsonld").read_bytes()

    @app.get(
        "/context.jsonld",
        tags=["About"],
        summary="Get the JSON-LD context",
        description="Makes linked data of every resource, list and claim, which link to it: JSON-LD"
        " processors follow the link by themselves. Terms of schema.org, PROV, Dublin Core, SKOS,"
        " Web Annotation and EDTF where they are true, and for the rest our own. Lists keep their"
        " order.",
        **documents_as(_LINKED_DATA, {"type": "object", "required": ["@context"]}),
    )
    async def get_context(_: NoQuery) -> Response:
        return Response(context, media_type=_LINKED_DATA)

    @app.get(
        "/dataset.jsonld",
        tags=["Downloads"],
        summary="Download the whole dataset as linked data",
        description="Every resource and every claim as JSON-LD in one file that is complete by"
        " itself, with a `schema:Dataset` that tells its licence, version and downloads.",
        **documents_as(
            _LINKED_DATA, {"type": "object", "required": ["@context", "@graph"]}
        ),
    )
    async def download_linked_data(_: NoQuery) -> Response:
        content = dataset_jsonld(dataset, json.loads(context)["@context"])
        return ready(content, _LINKED_DATA, responses.licence)
