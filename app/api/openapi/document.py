"""The document, put together: what FastAPI knows, completed, and without what is not true."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app import __version__
from app.api.asking import ask
from app.api.openapi.harvest import Harvest
from app.api.openapi.headers import HEADERS
from app.api.openapi.info import contact, description, licence, summary
from app.api.openapi.links import links_of
from app.api.openapi.parameters import ParameterExamples
from app.api.openapi.responses import (
    PROBLEM,
    method_problem,
    problem_components,
    problems_of,
    success,
)
from app.api.openapi.samples import rich_samples, samples
from app.api.openapi.tags import sort_into_tags
from app.api.openapi.tidy import COMPONENTS, tidied, with_proper_names
from app.api.problems import Problem
from app.data.dataset import Dataset

Json = dict[str, Any]

_FASTAPIS_OWN = ("HTTPValidationError", "ValidationError")
"""What only FastAPI's automatic 422 uses, which never happens here."""


def openapi_document(app: FastAPI, dataset: Dataset, base: str) -> Json:
    """Return the OpenAPI 3.1 document of the app, as it is served below the prefix `base`.

    The same app on the same dataset has the same document. Its examples are the app's answers.
    """
    document = _described(app, dataset, base)
    _complete_operations(document["paths"], app, dataset, base)
    shared = problem_components(app, dataset, base)
    document["components"] |= {"responses": shared, "headers": HEADERS}
    _add_field_examples(document, app, dataset, base)
    document["tags"] = sort_into_tags(document["paths"])
    return document


def _described(app: FastAPI, dataset: Dataset, base: str) -> Json:
    """Return what FastAPI makes of the routes and models, with tidy schemas."""
    document: Json = get_openapi(
        title=dataset.info.title,
        version=__version__,
        summary=summary(dataset),
        description=description(dataset, base),
        routes=app.routes,
        license_info=licence(),
        separate_input_output_schemas=True,
    )
    schemas = document["components"]["schemas"]
    problem = Problem.model_json_schema(mode="serialization", ref_template=COMPONENTS + "{model}")
    schemas |= problem.pop("$defs") | {"Problem": problem}
    document["paths"] = with_proper_names(document["paths"], schemas)
    for name in _FASTAPIS_OWN:
        schemas.pop(name, None)
    document["components"]["schemas"] = tidied(schemas)
    document["info"]["contact"] = contact()
    head = {name: document.pop(name) for name in ("openapi", "info")}
    server = {"url": base or "/", "description": _SERVER, "x-internal": False}
    return {**head, "servers": [server], "security": [], **document}


_SERVER = "The server that this document comes from, be it local, staging or production."


def _complete_operations(paths: Json, app: FastAPI, dataset: Dataset, base: str) -> None:
    """Give every operation real examples, headers, links and the problems it may answer with."""
    targets, examples = samples(dataset), ParameterExamples(dataset)
    answers = dict(zip(targets, ask(app, targets.values(), base), strict=True))
    for path, item in paths.items():
        operation = item["get"]
        for parameter in operation.get("parameters", []):
            examples.complete(path, parameter)
        good = success(operation, path, answers.get(path), links_of(path, paths))
        operation["responses"] = {"200": good, **problems_of(path)}


def _add_field_examples(document: Json, app: FastAPI, dataset: Dataset, base: str) -> None:
    harvest = Harvest(document["components"]["schemas"])
    targets = [*samples(dataset).items(), *rich_samples(dataset).items()]
    answers = ask(app, [target for _, target in targets], base)
    for (path, _), answer in zip(targets, answers, strict=True):
        responses = document["paths"][path]["get"]["responses"]
        for content in responses["200"]["content"].values():
            if "$ref" in content["schema"]:
                harvest.take(content["schema"], answer.value)
    harvest.take(PROBLEM, method_problem(base))
    for shared in document["components"]["responses"].values():
        for content in shared.get("content", {}).values():
            harvest.take(content["schema"], content["examples"]["problem"]["value"])
