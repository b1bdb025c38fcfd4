"""Downloads: /dataset.json, the whole dataset, and /sources.csl.json, all sources as CSL-JSON."""

import json
from hashlib import sha256
from typing import Any

from fastapi import FastAPI, Response

from app.api.queries import NoQuery
from app.api.responses import JSON, LinkedResponses, ready
from app.api.routing import documents_as
from app.data.dataset import Dataset
from app.data.loader import CITATION, INFO
from app.data.schema_org import Distribution
from app.data.tables import CSV, claims_csv
from app.models import FILES, Source
from app.models.reference import collection_of

_CSL = "application/vnd.citationstyles.csl+json"

_WHOLE_DATASET = {
    "title": "WholeDataset",
    "type": "object",
    "description": "A dataset in one file: how to cite it, what it is, and each collection as"
    " `/schemas` describes it.",
    "required": [CITATION, INFO, *FILES],
}


def dataset_json(dataset: Dataset) -> bytes:
    """Return a dataset as its authors write it, in the form that is loaded from one file."""
    members: dict[str, Any] = {
        CITATION: dataset.citation,
        INFO: dataset.info.model_dump(),
    }
    members |= {file: [] for file in FILES}
    for slug, document in dataset.authored.items():
        members[collection_of(dataset.by_id[slug].type)].append(document)
    return (json.dumps(members, ensure_ascii=False, indent=2) + "\n").encode()


def distributions_of(dataset: Dataset) -> list[Distribution]:
    """Return the files in which the whole data can be downloaded, with sizes and sums."""
    contents = (
        ("/dataset.json", JSON, dataset_json(dataset)),
        ("/claims.csv", CSV, claims_csv(dataset.claims.by_id.values())),
    )
    return [
        Distribution(path, media_type, len(content), sha256(content).hexdigest())
        for path, media_type, content in contents
    ]


def add_downloads(app: FastAPI, dataset: Dataset, responses: LinkedResponses) -> None:
    """Add the routes of the downloads."""

    @app.get(
        "/dataset.json",
        tags=["Downloads"],
        summary="Download the whole dataset as JSON",
        description="Everything in one file, as its authors write it: how to cite it, what it is"
        " with version and licence, and every collection, in which a reference is an id. The"
        " record loads the file again. Its size and SHA-256 sum stand in the index.",
        **documents_as(JSON, _WHOLE_DATASET),
    )
    async def download_dataset(_: NoQuery) -> Response:
        return ready(dataset_json(dataset), JSON, responses.licence)

    @app.get(
        "/sources.csl.json",
        tags=["Downloads"],
        summary="Download all sources for reference managers",
        description="Every source as CSL-JSON (Citation Style Language 1.0.2) in one file, which"
        " Zotero and other reference managers import.",
        **documents_as(_CSL, {"type": "array", "items": {"type": "object"}}),
    )
    async def download_references(_: NoQuery) -> Response:
        items = [
            source.csl
            for source in dataset.by_id.values()
            if isinstance(source, Source)
        ]
        content = json.dumps(items, ensure_ascii=False, indent=2)
        return ready(f"{content}\n", _CSL, responses.licence)
