"""The OpenAPI document as a contract that answers are held to."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]

_NAME = "urn:contract"
_NOT_DECLARED = {
    # About the message or the server's policy, and not about what the operation answers.
    *("accept-ranges", "content-encoding", "content-length", "content-type", "date"),
    *("content-security-policy", "cross-origin-resource-policy", "referrer-policy"),
    *("x-content-type-options", "allow"),
}


class Contract:
    """An OpenAPI document, and what it says of an answer."""

    def __init__(self, document: Json) -> None:
        self.document = document
        resource = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(_NAME, resource)

    def operations(self) -> Iterator[tuple[str, Json]]:
        """Yield each path and its operation: everything here is a GET."""
        return ((path, item["get"]) for path, item in self.document["paths"].items())

    def resolve(self, part: Json) -> Json:
        """Follow a reference into the document, where there is one."""
        if set(part) != {"$ref"}:
            return part
        resolver = self._registry.resolver(_NAME)
        found: Json = resolver.lookup(part["$ref"]).contents
        return found

    def faults(self, schema: Json, value: object) -> list[str]:
        """Return what is wrong with a value by a schema of the document."""
        anchored = self._anchored(schema)
        validator = Draft202012Validator(
            anchored, registry=self._registry, format_checker=FormatChecker()
        )
        return [f"{one.json_path}: {one.message[:300]}" for one in validator.iter_errors(value)]

    def check(self, response: httpx.Response) -> None:
        """Fail unless the answer's status, headers and content are what the document says."""
        path = self.path(response.request.url.path)
        operation = self.document["paths"][path]["get"]
        assert str(response.status_code) in operation["responses"], response.request.url
        described = self.resolve(operation["responses"][str(response.status_code)])
        self._check_headers(described["headers"], response)
        content = described.get("content", {})
        if not content:
            assert not response.content
            return
        (media_type, media) = next(iter(content.items()))
        assert response.headers["content-type"].startswith(media_type), response.request.url
        is_json = media_type.partition(";")[0].endswith("json")
        value = response.json() if is_json else response.text
        assert self.faults(media["schema"], value) == [], response.request.url

    def _check_headers(self, declared: Json, response: httpx.Response) -> None:
        for name, header in declared.items():
            assert name in response.headers, (name, response.request.url)
            schema = self.resolve(header)["schema"]
            assert self.faults(schema, response.headers[name]) == [], (name, response.request.url)
        known = {name.lower() for name in declared} | _NOT_DECLARED
        surplus = set(response.headers) - known
        assert not surplus, (surplus, response.request.url)

    def path(self, path: str) -> str:
        """Return the template that a path is an instance of, a literal one before others."""
        for template in sorted(self.document["paths"], key=lambda one: one.count("{")):
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
                return str(template)
        message = f"{path} is not in the document"
        raise LookupError(message)

    def _anchored(self, schema: Any) -> Any:  # noqa: ANN401 -- any part of a schema
        if isinstance(schema, dict):
            return {
                name: f"{_NAME}{one}" if name == "$ref" else self._anchored(one)
                for name, one in schema.items()
            }
        return [self._anchored(one) for one in schema] if isinstance(schema, list) else schema
