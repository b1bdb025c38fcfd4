"""What the page says of itself to machines: schema.org, only where its terms are true."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from app.data.dataset import Dataset
from app.models import Source
from app.models.href import at_base
from app.models.reference import ResourceType, href_of

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | bool"

_TYPES: Mapping[ResourceType, str] = MappingProxyType(
    {"party": "Organization", "organization": "Organization", "person": "Person"}
)
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def linked_data(dataset: Dataset) -> str:
    """Return the JSON-LD of the page: a page about a dataset, and whom the dataset is about.

    It is safe within a `script` element: the characters that could end it are escaped.
    """
    info = dataset.info
    page: dict[str, Json] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": at_base("/overview"),
        "name": info.title,
        "description": info.description,
        "inLanguage": "en",
        "dateModified": info.modified,
        "license": info.licence.url,
        "isAccessibleForFree": True,
        "mainEntity": _dataset(dataset),
        "mentions": _mentions(dataset),
    }
    return json.dumps(page, ensure_ascii=False).translate(_ESCAPES)


def _dataset(dataset: Dataset) -> Json:
    info = dataset.info
    return {
        "@type": "Dataset",
        "@id": at_base("/"),
        "name": info.title,
        "description": info.description,
        "version": info.version,
        "dateModified": info.modified,
        "license": info.licence.url,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": at_base("/claims.csv"),
            }
        ],
        "citation": [str(one.url) for one in _sources(dataset)],
    }


def _sources(dataset: Dataset) -> list[Source]:
    return [one for one in dataset.of_type("source").values() if isinstance(one, Source)]


def _mentions(dataset: Dataset) -> list[Json]:
    return [
        {
            "@type": name,
            "@id": at_base(href_of(kind, one.id)),
            "name": [{"@language": tag, "@value": words} for tag, words in one.name.items()],
        }
        for kind, name in _TYPES.items()
        for one in dataset.of_type(kind).values()
    ]
