"""Datasets made up for the tests, written as their authors would write them."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.models import MODELS
from app.models.reference import collection_of

Item = dict[str, Any]

_OURS = {"id", "evidence", "unknowns", "accessed", "side"}


def evident(item: Item, source: str = "paper") -> Item:
    """Return a resource with evidence for everything that it says."""
    supports = [f"/{key}" for key in item if key not in _OURS]
    entry = {"supports": supports, "source": source, "locator": "paragraph 1", "quote": "so it is"}
    return {**item, "evidence": [entry, *item.get("evidence", ())]}


def paper(words: str = "The Paper") -> Item:
    return evident(
        {
            "id": "paper",
            "name": {"en": words},
            "kind": "newspaper",
            "publisher": "publisher",
            "language": "en",
            "url": "https://paper.example/1",
            "accessed": "2026-01-02",
        }
    )


def publisher(words: str = "The Publisher") -> Item:
    return evident({"id": "publisher", "name": {"en": words}, "kind": "publisher"})


def party(slug: str, side: str, words: str | None = None) -> Item:
    return evident({"id": slug, "name": {"en": words or slug.title()}, "side": side})


def agreement(slug: str, parties: Iterable[str] = (), **more: object) -> Item:
    item = {"id": slug, "name": {"en": slug.title()}, "kind": "agreement", "summary": "It is."}
    return evident({**item, **({"parties": list(parties)} if parties else {}), **more})


def area(agreed: str, position: int, words: str) -> Item:
    name = {"en": words}
    slug = f"{agreed}-area-{position}"
    return evident({"id": slug, "name": name, "agreement": agreed, "position": position})


def company(slug: str, words: str | None = None) -> Item:
    return evident({"id": slug, "name": {"en": words or slug.title()}, "kind": "company"})


def platform(slug: str, words: str | None = None) -> Item:
    return evident({"id": slug, "name": {"en": words or slug.title()}, "field": {"en": "seeing"}})


def scheme(slug: str, agreed: str, **more: object) -> Item:
    item = {"id": slug, "name": {"en": slug.title()}, "agreement": agreed, "summary": "It pays."}
    return evident({**item, **more})


def event(slug: str, date: str | None = None, words: str | None = None, **more: object) -> Item:
    item = {"id": slug, "name": {"en": words or slug.title()}, "kind": "meeting", "summary": "Met."}
    return evident({**item, **({"date": date} if date else {}), **more})


def write(folder: Path, *, info: Item | None = None, **collections: list[Item]) -> Path:
    """Write a dataset; what is not given is empty, but for the source of the evidence."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {name.replace("_", "-"): items for name, items in collections.items()}
    given.setdefault("sources", [paper()])
    given["organizations"] = [*given.get("organizations", []), publisher()]
    for kind in MODELS:
        name = collection_of(kind)
        (folder / f"{name}.json").write_text(json.dumps(given.get(name, [])), "utf-8")
    about = {
        "id": "made-up",
        "title": "A made-up dataset",
        "description": "Made up.",
        "version": "1.0.0",
        "modified": "2026-01-02",
        "licence": {"name": "CC0", "url": "https://licence.example/"},
        "quotes": "Short.",
    }
    (folder / "dataset.json").write_text(json.dumps({**about, **(info or {})}), "utf-8")
    return folder
