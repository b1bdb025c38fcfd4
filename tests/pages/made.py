"""Datasets that would break a careless page, made for tests."""

import json
import shutil
from pathlib import Path
from typing import Any

from tests.data.breaking import write
from tests.servers import SECOND, STARTER

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'--></script>{{7*7}}{% raw %}&amp;"
TURNED = (
    "evil\u200f \u0627\u062a\u0641\u0627\u0642\u064a\u0629 \u05e9\u05dc\u05d5\u05dd"
)
LONG = "Wortunget\u00fcm" * 30
NARROW = "\u521b\u65b0\u79d1\u6280\u5408\u4f5c" * 20
HOSTILE = f"{MARKUP} {TURNED} {LONG} {NARROW}"
UNUSUAL = ("second", "hostile", "crowded", "empty")

_WORDS = frozenset(
    (
        *(
            "name",
            "place",
            "field",
            "founded_at",
            "title",
            "summary",
            "question",
            "reason",
            "note",
        ),
        *(
            "description",
            "quotes",
            "term",
            "context",
            "was",
            "now",
            "because",
            "office",
            "themes",
        ),
        "focus",
    )
)


def unusual(name: str, folder: Path) -> Path:
    """Return a folder with one of the unusual datasets, made in an empty folder if need be."""
    if name == "hostile":
        return _hostile(folder)
    if name == "crowded":
        return _crowded(folder)
    if name == "empty":
        shutil.copy(STARTER / "dataset.json", folder)
        return folder
    return SECOND


def _hostile(folder: Path) -> Path:
    """Write the second dataset with markup, turned text and endless words in place of its own."""
    for path in SECOND.glob("*.json"):
        # An agreement is called as the section of events on the page would be.
        text = path.read_text("utf-8").replace('"acordo-quadro-2014"', '"events"')
        (folder / path.name).write_text(
            json.dumps(_made_hostile(json.loads(text), "")), "utf-8"
        )
    return folder


def _made_hostile(part: object, key: str) -> object:
    if key == "licence":
        return part
    if isinstance(part, dict):
        return {
            name: _made_hostile(one, key if key in _WORDS else name)
            for name, one in part.items()
        }
    if isinstance(part, list):
        return [
            f"{HOSTILE} {number}" if key in _WORDS else _made_hostile(one, key)
            for number, one in enumerate(part)
        ]
    if key == "url":
        return f"{part}/{'a-long-address/' * 12}"
    return HOSTILE if key in _WORDS else part


def _crowded(folder: Path) -> Path:
    """Write a dataset of an agreement with many parties, areas and others around it."""
    shutil.copytree(STARTER, folder, dirs_exist_ok=True)
    slugs = [f"party-{number}" for number in range(30)]
    relations = (
        "amends",
        "follows",
        "precedes",
        "signed-together-with",
        "replaces",
        "implements",
    )
    related = [{"agreement": f"other-{one}", "relation": one} for one in relations]
    agreements: list[dict[str, Any]] = [
        {"id": "main", "kind": "treaty", "parties": slugs, "related": related},
        {"id": "converse", "related": [{"agreement": "main", "relation": "amends"}]},
        *({"id": slug} for slug in ("plain", *(one["agreement"] for one in related))),
    ]
    common = {"kind": "accord", "summary": "They agree."}
    agreements = [
        {"name": {"en": f"The {one['id']}"}, **common, **one} for one in agreements
    ]
    parties = [
        {
            "id": slug,
            "name": {"en": f"{LONG if number % 7 == 0 else 'Republic'} {number}"},
        }
        for number, slug in enumerate(slugs)
    ]
    areas = [
        {
            "id": f"area-{number}",
            "name": {
                "en": LONG if number % 9 == 0 else f"Area of cooperation {number}"
            },
            "agreement": "main",
            "position": number,
        }
        for number in range(1, 21)
    ]
    organizations = json.loads((folder / "organizations.json").read_bytes())
    organizations += [
        {"id": f"body-{number}", "name": {"en": f"Body {number}"}, "kind": "company"}
        for number in range(119)
    ]
    visit = {
        "id": "visit",
        "name": {"en": "A visit"},
        "kind": "visit",
        "summary": "They met.",
    }
    write(folder, "agreements", agreements)
    write(folder, "parties", parties)
    write(folder, "areas", areas)
    write(folder, "organizations", organizations)
    write(folder, "events", [{**visit, "date": "2020"}])
    return folder
