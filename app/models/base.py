"""What every model of the domain has in common."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")

Many = Annotated[tuple[T, ...], Field(strict=False, max_length=10_000)]
"""An ordered, immutable list. The container alone is lax, because JSON has arrays, not tuples."""


class Model(BaseModel):
    """Immutable, strict (nothing is coerced) and closed (an unknown key is an error)."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,
    )
