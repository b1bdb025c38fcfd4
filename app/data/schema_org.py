"""Description of a dataset in schema.org's terms, which search engines of datasets read."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.data.dataset import Dataset


class Distribution(NamedTuple):
    """A file in which the whole data can be downloaded."""

    path: str
    media_type: str
    size: int
    """In bytes, before any compression on the way."""
    sha256: str


def describe_dataset(
    dataset: Dataset, distributions: list[Distribution]
) -> Mapping[str, Any]:
    """Return a `schema:Dataset` with its licence, version and downloads, as JSON-LD."""
    info = dataset.info
    downloads = [
        {
            "@type": "DataDownload",
            "contentUrl": dataset.address + each.path,
            "encodingFormat": each.media_type,
            "contentSize": f"{each.size} B",
            "sha256": each.sha256,
        }
        for each in distributions
    ]
    return {
        "@type": "Dataset",
        "@id": f"{dataset.address}/",
        "name": info.title,
        "description": info.description,
        "inLanguage": info.language,
        "version": info.version,
        "dateModified": info.modified,
        "license": info.licence.url,
        "citation": dataset.citation,
        "isAccessibleForFree": True,
        "url": f"{dataset.address}/overview",
        "distribution": downloads,
    }
