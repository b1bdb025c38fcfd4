"""Queries: the models that FastAPI reads the parameters of a route into.

A model refuses what it does not know. Where a route has a parameter beside its model, in a
dependency for instance, the model must know it too.
"""

from collections import Counter
from typing import Annotated

from fastapi import Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field

from app.models import MODELS
from app.models.reference import ResourceType


class QueryModel(BaseModel, extra="forbid", use_attribute_docstrings=True):
    """The parameters of a route; any other one is an error."""


NoQuery = Annotated[QueryModel, Query()]
"""What a route takes that answers without parameters, and refuses every one."""


def refuse_repeated(request: Request) -> None:
    """Refuse a query in which a parameter stands twice, where FastAPI would read the last one.

    It is called by handlers: a dependency would cost an answer a tenth of its time.
    """
    parameters = request.query_params.multi_items()
    if len(parameters) == len(request.query_params):
        return
    errors = []
    for name, number in Counter(name for name, _ in parameters).items():
        if number > 1:
            errors.append({"type": "repeated", "loc": ("query", name)})
    raise RequestValidationError(errors)


Limit = Annotated[int, Field(ge=1, le=1_000)]


class Paging(QueryModel):
    """Which part of a list to answer with."""

    limit: Limit = 100
    """How many items to answer with, from 1 to 1000."""
    offset: Annotated[int, Field(ge=0, le=10**9)] = 0
    """How many items to leave out at the start."""


class SearchQuery(Paging):
    """What to search for."""

    q: Annotated[
        str, Field(min_length=1, max_length=200, pattern=r"\S", examples=["agreement"])
    ]
    """One to three words, or a question, in any language."""
    limit: Limit = 10
    """How many hits to answer with, from 1 to 1000."""


class GraphQuery(QueryModel):
    """Which part of the graph to answer with."""

    type: Annotated[list[ResourceType], Field(max_length=len(MODELS))] = []
    """Only resources of these types, and the references among them."""
