"""What stands at the head of the document: what this is and where to begin."""

from app.api.openapi.samples import first_resource, word_of
from app.data.dataset import Dataset
from app.models.reference import href_of

_RULES = """\
## What every answer promises

* **Cited**: each resource has `evidence`, and every fact in it is covered by a passage of a source.
* **Disagreement is visible**: where sources differ, the other value stands in `evidence`, ranked.
* **Unknown is said**: what no source gives stands in `unknowns`, with the reason.
* **Dates are as precise as the source** and no more: EDTF, so `2018-05` is a month.
* **Errors have one shape**: RFC 9457 problem details. A 404 names near matches, and a 400 the
  parameters that are allowed.
* **Plain HTTP**: GET and HEAD, no key, any origin, `ETag` with `304`, gzip and brotli.
"""


def summary(dataset: Dataset) -> str:
    """Return a line on the API."""
    return (
        f"Read-only and without a key: {sum(1 for _ in dataset.all())} resources, each fact cited."
    )


def description(dataset: Dataset, base: str) -> str:
    """Return what the data is, three requests to begin with, and what answers promise."""
    first = first_resource(dataset)
    tour = (
        (
            href_of(first.type, first.id),
            f"“{first.name.label}”, whole: its facts and their evidence",
        ),
        (
            f"/claims?subject={first.id}",
            "the same fact by fact, each with the passage it comes from",
        ),
        (f"/search?q={word_of(first)}", "where a word occurs, in every language"),
    )
    steps = "\n".join(
        f"{number}. [`GET {target}`]({base}{target}): {words}"
        for number, (target, words) in enumerate(tour, 1)
    )
    parts = (dataset.info.description, "## Three requests to begin with", steps, _RULES.rstrip())
    return "\n\n".join(parts)


def contact() -> dict[str, str]:
    """Return who answers for the API."""
    return {"name": "The Innotech Record developers"}


def licence() -> dict[str, str]:
    """Return the licence of the API's code; that of the data stands in the index."""
    return {"name": "MIT", "identifier": "MIT"}
