"""Reading the API as a stranger would: by HTTP and from the JSON alone."""

from collections.abc import Iterator
from typing import Any

import httpx

COLLECTIONS = (
    *("agreements", "areas", "parties", "organizations", "people", "platforms", "entrustments"),
    *("funding-schemes", "events", "statements", "sources"),
)
TYPES = dict(
    zip(
        COLLECTIONS,
        (
            *("agreement", "area", "party", "organization", "person", "platform", "entrustment"),
            *("funding-scheme", "event", "statement", "source"),
        ),
        strict=True,
    )
)


def get(client: httpx.Client, path: str) -> Any:  # noqa: ANN401 -- any JSON
    """Return the JSON of an answer, which has to be a success."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.text)
    return response.json()


def ids(items: list[dict[str, Any]]) -> list[str]:
    return [item["id"] for item in items]


def everything(client: httpx.Client) -> list[dict[str, Any]]:
    """Return every resource of every collection."""
    return [item for name in COLLECTIONS for item in get(client, f"/{name}?limit=1000")["items"]]


def hrefs(value: object) -> Iterator[str]:
    """Yield every address on this server that stands anywhere in an answer."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "href":
                yield part
            elif key == "did_you_mean":
                yield from part
            else:
                yield from hrefs(part)
    elif isinstance(value, list):
        for part in value:
            yield from hrefs(part)


def found(value: object, path: str) -> Iterator[object]:
    """Yield what stands at a path such as `participants.who.id`, in lists too."""
    if isinstance(value, list):
        for part in value:
            yield from found(part, path)
    elif not path:
        yield value
    elif isinstance(value, dict):
        key, _, rest = path.partition(".")
        if key in value:
            yield from found(value[key], rest)


def at(document: Any, pointer: str) -> Any:  # noqa: ANN401 -- any JSON
    """Return what a JSON pointer (RFC 6901) leads to; fails when it leads nowhere."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        document = document[int(key) if isinstance(document, list) else key]
    return document


def is_reference(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"id", "type", "name", "href"}


def written(value: Any) -> Any:  # noqa: ANN401 -- any JSON
    """Return a value as claims give it: references as ids."""
    if is_reference(value):
        return value["id"]
    if isinstance(value, dict):
        return {key: written(part) for key, part in value.items()}
    if isinstance(value, list):
        return [written(part) for part in value]
    return value


def leaves(value: object, pointer: str) -> Iterator[tuple[str, object]]:
    """Yield every value without parts, with its pointer."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from leaves(part, f"{pointer}/{index}")
    else:
        yield pointer, value


def references(value: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 -- any JSON
    """Yield (relation, id) for each link of a resource to another."""
    if is_reference(value):
        yield path, value["id"]
    elif isinstance(value, dict):
        for key, part in value.items():
            if key != "referenced_by":
                yield from references(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for part in value:
            yield from references(part, path)
