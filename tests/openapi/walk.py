"""Every address that a dataset has, found as a client would: from the document and the lists."""

from collections.abc import Iterator

import httpx

from tests.openapi.contract import Contract


def lists(contract: Contract) -> list[str]:
    """Return the paths of lists of things that have an address of their own."""
    paths = contract.document["paths"]
    return [path for path in paths if f"{path}/{{id}}" in paths]


def items(contract: Contract, client: httpx.Client) -> Iterator[str]:
    """Yield the address of every item of every list."""
    for path in lists(contract):
        for offset in range(0, client.get(path, params={"limit": 1}).json()["total"], 1000):
            page = client.get(path, params={"limit": 1000, "offset": offset}).json()
            yield from (f"{path}/{one['id']}" for one in page["items"])


def plain(contract: Contract) -> Iterator[str]:
    """Yield every path without parameters in it, with what must be given."""
    for path in contract.document["paths"]:
        if "{" not in path:
            yield f"{path}?q=a" if path == "/search" else path


def schemas(client: httpx.Client) -> Iterator[str]:
    """Yield the address of every JSON Schema."""
    return (one["href"] for one in client.get("/schemas").json()["items"])


def filtered(contract: Contract) -> Iterator[str]:
    """Yield each filter of each path with each of its example values."""
    for path, operation in contract.operations():
        for parameter in operation.get("parameters", []):
            for example in parameter.get("examples", {}).values():
                if parameter["in"] == "query":
                    values = example["value"]
                    one = values[0] if isinstance(values, list) else values
                    text = str(one).lower() if isinstance(one, bool) else one
                    query = httpx.QueryParams({parameter["name"]: text})
                    extra = "" if path != "/search" or parameter["name"] == "q" else "&q=a"
                    yield f"{path}?{query}{extra}"
