"""The examples in the document are real: what is asked for is what is answered."""

from collections.abc import Iterator
from typing import Any

import httpx

from tests.openapi.contract import Contract

Json = dict[str, Any]


def examples_of(operation: Json) -> Iterator[tuple[str, str, Json, Json]]:
    for media_type, content in operation["responses"]["200"]["content"].items():
        for name, example in content.get("examples", {}).items():
            yield media_type, name, content, example


def test_examples_of_answers_are_the_answers(
    any_contract: Contract, any_client: httpx.Client
) -> None:
    shown = 0
    for path, operation in any_contract.operations():
        for media_type, name, content, example in examples_of(operation):
            assert any_contract.faults(content["schema"], example["value"]) == [], path
            if name == "form":  # of what is too long to be shown
                continue
            shown += 1
            target = example["summary"].removeprefix("GET ")
            response = any_client.get(target, headers={"Accept": media_type})
            assert response.status_code == 200, path
            told = response.text if isinstance(example["value"], str) else response.json()
            assert example["value"] == told, path
    assert shown > len(any_contract.document["paths"]) / 2


def test_examples_of_problems_are_the_answers(
    any_contract: Contract, any_client: httpx.Client
) -> None:
    shared = any_contract.document["components"]["responses"]
    accept = {"NotAcceptable": "image/png"}
    for name in ("BadRequest", "NotFound", "NotAcceptable"):
        (example,) = shared[name]["content"]["application/problem+json"]["examples"].values()
        target = example["summary"].removeprefix("GET ").partition(" ")[0]
        response = any_client.get(target, headers={"Accept": accept.get(name, "*/*")})
        assert response.json() == example["value"]


def test_every_operation_of_a_full_dataset_has_an_example(contract: Contract) -> None:
    for path, operation in contract.operations():
        for status in operation["responses"]:
            response = contract.resolve(operation["responses"][status])
            for media in response.get("content", {}).values():
                assert media["examples"], (path, status)


def test_examples_of_parameters_and_fields_are_valid(any_contract: Contract) -> None:
    for path, operation in any_contract.operations():
        for parameter in operation.get("parameters", []):
            for example in parameter.get("examples", {}).values():
                fault = any_contract.faults(parameter["schema"], example["value"])
                assert fault == [], (path, parameter["name"])
    for name, schema in any_contract.document["components"]["schemas"].items():
        for described in (schema, *schema.get("properties", {}).values()):
            for example in described.get("examples", ()):
                assert any_contract.faults(described, example) == [], name
    for name, header in any_contract.document["components"]["headers"].items():
        assert any_contract.faults(header["schema"], header["example"]) == [], name


def test_every_example_of_a_parameter_finds_something(
    contract: Contract, client: httpx.Client
) -> None:
    for path, operation in contract.operations():
        for parameter in operation.get("parameters", []):
            for example in parameter.get("examples", {}).values():
                if parameter["in"] == "path":
                    address = path.replace(f"{{{parameter['name']}}}", example["value"])
                    assert client.get(address).status_code == 200, address
                elif parameter["name"] not in {"limit", "offset"}:
                    value = example["value"]
                    text = str(value).lower() if isinstance(value, bool) else value
                    response = client.get(path, params={parameter["name"]: text})
                    assert response.status_code == 200, (path, parameter["name"])
                    assert path != "/search" or response.json()["total"]
