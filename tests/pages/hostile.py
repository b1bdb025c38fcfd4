"""A dataset that would break a careless page: markup, turned text, endless words, masses."""

from pathlib import Path

from tests.pages import datasets as made

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'--></script><!--]]>&amp;{{7*7}}"
TURNED = "\u202eabc\u2066 \u200f\u05e9\u05dc\u05d5\u05dd\u200e {% raw %}"
LONG = "Wortungetüm" * 20
NARROW = "协议" * 60
NAME = f"{MARKUP} {TURNED} {LONG}"


def write(folder: Path) -> Path:
    """Write the dataset; its resources have ids that a page may have used for itself."""
    sides = [made.party(f"party-{n}", f"side-{n % 5}", f"{NAME} {n}") for n in range(12)]
    for one in sides:
        one["name"] = {**one["name"], "zh-Hant": NARROW, "zh-Hans": MARKUP}
    return made.write(
        folder,
        info={"title": NAME[:300], "description": NAME, "quotes": NAME},
        parties=sides,
        agreements=[_agreement(), made.agreement("notes", ["party-1"], summary=NAME)],
        areas=[made.area("main", n, f"{n} {MARKUP if n % 2 else LONG}") for n in range(1, 31)],
        organizations=[made.company("company", NAME), made.company("unnamed", NAME)],
        platforms=[made.platform("overview", NAME)],
        entrustments=[_entrustment("one", "company", by="party-2"), _entrustment("two", "unnamed")],
        funding_schemes=[_scheme()],
        events=[made.event("timeline", "2020-01-02", NAME, summary=NAME)],
        people=[_person()],
        statements=[_statement()],
    )


def _agreement() -> made.Item:
    related = [{"agreement": "notes", "relation": "signed-together-with"}]
    other = {
        "supports": ["/name/en"],
        "source": "paper",
        "locator": "page",
        "value": f"{NAME} not",
        "note": NAME,
    }
    item = made.agreement(
        "main",
        [f"party-{n}" for n in range(12)],
        name={"en": NAME},
        signed="2020-01-02",
        related=related,
        summary=NAME,
        unknowns=[{"question": NAME, "reason": NAME}],
    )
    return {**item, "evidence": [*item["evidence"], other]}


def _entrustment(slug: str, company: str, **more: object) -> made.Item:
    name = {"en": NAME}
    announced = "2020-01-02"
    return made.evident(
        {
            "id": slug,
            "name": name,
            "company": company,
            "platform": "overview",
            "announced": announced,
            **more,
        }
    )


def _scheme() -> made.Item:
    return made.evident(
        {"id": "main-scheme", "name": {"en": NAME}, "agreement": "main", "summary": NAME}
    )


def _person() -> made.Item:
    office = {"title": {"zh-Hans": NARROW}, "as_of": "2020"}
    return made.evident({"id": "someone", "name": {"en": NAME}, "offices": [office]})


def _statement() -> made.Item:
    return made.evident(
        {
            "id": "said",
            "name": {"en": NAME},
            "kind": "remark",
            "speaker": "someone",
            "summary": NAME,
            "context": NAME,
        }
    )
