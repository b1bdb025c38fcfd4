"""Datasets that would break a careless page, made for tests."""

import json
from pathlib import Path
from typing import Any

Item = dict[str, Any]

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'--></script>{{7*7}}{% raw %}&amp;"
TURNED = "\u202eevil\u2066 \u0627\u062a\u0641\u0627\u0642\u064a\u0629 \u05e9\u05dc\u05d5\u05dd"
LONG = "Wortunget\u00fcm" * 30
NARROW = "\u521b\u65b0\u79d1\u6280\u5408\u4f5c" * 20
HOSTILE = f"{MARKUP} {TURNED} {LONG}"

_OURS = {
    "event": {"kind"},
    "organization": {"kind"},
    "party": {"side"},
    "source": {"name", "kind", "accessed", "first_words"},
    "statement": {"name", "kind"},
}


def cited(kind: str, slug: str, name: str, /, **fields: Any) -> Item:  # noqa: ANN401 -- any JSON
    """Return a resource each fact of which is cited."""
    item: Item = {"id": slug, "name": {"en": name}, **fields}
    facts = [key for key in item if key not in {"id", "unknowns", *_OURS.get(kind, ())}]
    passage = {"source": "paper", "locator": "page", "quote": "words of the paper"}
    return {**item, "evidence": [{"supports": [f"/{key}" for key in facts], **passage}]}


def _sources(name: str) -> dict[str, list[Item]]:
    paper = cited(
        "source",
        "paper",
        name,
        kind="newspaper",
        publisher="publisher",
        language="en",
        url="https://paper.example/" + "a-long-address/" * 12,
        accessed="2026-01-01",
    )
    return {
        "sources.json": [paper],
        "organizations.json": [cited("organization", "publisher", name, kind="publisher")],
    }


def write(folder: Path, title: str, files: dict[str, list[Item]]) -> Path:
    """Write a dataset into a new folder."""
    info = {
        "id": "made",
        "title": title,
        "description": title,
        "version": "1.0.0",
        "modified": "2026-01-02",
        "licence": {"name": "CC0", "url": "https://example.org/licence"},
        "quotes": title,
    }
    folder.mkdir()
    for file, content in {"dataset.json": info, **files}.items():
        (folder / file).write_text(json.dumps(content), "utf-8")
    return folder


def empty(folder: Path) -> Path:
    """Write a dataset that is nothing but described."""
    return write(folder, "A record of nothing yet", {})


def hostile(folder: Path) -> Path:
    """Write a dataset of markup, turned text and endless words, with an entry of each type."""
    name = {"en": HOSTILE, "ar": TURNED, "zh-Hans": NARROW}
    main = cited(
        "agreement",
        "events",  # as the section of events would be called
        HOSTILE,
        kind="agreement",
        summary=HOSTILE,
        signed="2020-01-02",
        place=name,
        in_force="2020?",
        expires="2030-21",
        term=HOSTILE,
        languages=["en", "ar"],
        parties=["party"],
        signatories=[{"party": "party", "office": HOSTILE, "person": "person"}],
        unknowns=[{"question": f"Who signed {HOSTILE}", "reason": HOSTILE}],
    )
    main["evidence"].append(
        {
            "supports": ["/name/en"],
            "source": "paper",
            "locator": "paragraph 3",
            "value": f"not {HOSTILE}",
            "note": HOSTILE,
        }
    )
    money = {"comparator": "about", "amount": 1_234_567_891, "currency": "XTS"}
    company = cited(
        "organization",
        "company",
        HOSTILE,
        kind="company",
        funding_rounds=[{"money": money, "announced": "2019/2020", "led_by": "publisher"}],
    )
    correction = {
        "id": "correction",
        "name": {"en": HOSTILE},
        "date": "2026-01-01",
        "version": "1.0.0",
        "subjects": ["events"],
        "was": HOSTILE,
        "now": HOSTILE,
        "because": HOSTILE,
    }
    files = _sources(HOSTILE)
    files["organizations.json"].append(company)
    return write(
        folder,
        HOSTILE,
        {
            **files,
            "agreements.json": [main],
            "areas.json": [cited("area", "area", HOSTILE, agreement="events", position=1)],
            "parties.json": [{**cited("party", "party", HOSTILE, name=name, side="a-side")}],
            "people.json": [
                cited("person", "person", HOSTILE, offices=[{"title": name, "as_of": "2020-01"}])
            ],
            "platforms.json": [cited("platform", "platform", HOSTILE, field=name)],
            "entrustments.json": [
                cited(
                    "entrustment",
                    "entrustment",
                    HOSTILE,
                    company="company",
                    platform="platform",
                    announced="2020-01-02",
                    summary=HOSTILE,
                )
            ],
            "funding-schemes.json": [
                cited("funding-scheme", "scheme", HOSTILE, agreement="events", summary=HOSTILE)
            ],
            "events.json": [
                cited(
                    "event",
                    "event",
                    HOSTILE,
                    kind="signing",
                    date="2020-01-02",
                    summary=HOSTILE,
                    participants=[{"who": "person", "role": "witness"}],
                    concerns=["events"],
                ),
                cited("event", "undated", HOSTILE, kind="visit", summary=HOSTILE),
                cited("event", "rough", HOSTILE, kind="visit", date="2020", summary=HOSTILE),
            ],
            "statements.json": [
                cited(
                    "statement", "said", HOSTILE, kind="remark", speaker="person", summary=HOSTILE
                )
            ],
            "corrections.json": [correction],
        },
    )


def crowded(folder: Path) -> Path:
    """Write a dataset of an agreement with many parties, areas and others around it."""
    slugs = [f"party-{n}" for n in range(30)]
    relations = ("amends", "follows", "precedes", "signed-together-with", "replaces", "implements")
    related = [{"agreement": f"other-{one}", "relation": one} for one in relations]
    main = cited(
        "agreement",
        "main",
        "Agreement of many",
        kind="treaty",
        summary="Many agree.",
        parties=slugs,
        related=related,
    )
    others = [
        cited("agreement", f"other-{one}", f"One that it {one}", kind="accord", summary="Other.")
        for one in relations
    ]
    converse = cited(
        "agreement",
        "protocol",
        "Protocol",
        kind="protocol",
        summary="Other.",
        related=[{"agreement": "main", "relation": "amends"}],
    )
    plain = cited("agreement", "plain", "One without relation", kind="accord", summary="Other.")
    return write(
        folder,
        "A record of many",
        {
            **_sources("The paper"),
            "agreements.json": [main, *others, converse, plain],
            "events.json": [
                cited("event", "visit", "A visit", kind="visit", date="2020", summary="They met.")
            ],
            "parties.json": [
                cited("party", slug, f"{LONG if n % 7 == 0 else 'Republic'} {n}")
                for n, slug in enumerate(slugs)
            ],
            "areas.json": [
                cited(
                    "area",
                    f"area-{n}",
                    LONG if n % 9 == 0 else f"Area of cooperation {n}",
                    agreement="main",
                    position=n,
                )
                for n in range(1, 21)
            ],
        },
    )
