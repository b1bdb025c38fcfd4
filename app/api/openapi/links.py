"""OpenAPI links: from lists to their items, and from items to the claims about them."""

from typing import Any

Json = dict[str, Any]


def links_of(path: str, paths: Json) -> Json:
    """Return the links of a path's answer to other operations, by name."""
    found: Json = {}
    item = paths.get(f"{path}/{{id}}")
    if item:
        found["firstItem"] = {
            "operationId": item["get"]["operationId"],
            "parameters": {"id": "$response.body#/items/0/id"},
            "description": "The first item of the list; the others likewise, by their `id`.",
        }
    if path.endswith("/{id}") and path != "/claims/{id}":
        found["claims"] = {
            "operationId": paths["/claims"]["get"]["operationId"],
            "parameters": {"subject": "$response.body#/id"},
            "description": "Every fact of this resource with every passage, seen flat.",
        }
    return found
