"""What every model of the domain has in common."""

from typing import Annotated, TypeVar

from pydantic import MISSING, BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

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

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe as required what is always there, and not what may be missing."""
        described = handler(schema)
        target = handler.resolve_ref_schema(described)
        if "required" in target:
            fields = cls.model_fields.items()
            absent = {field.alias or name for name, field in fields if field.default is MISSING}
            target["required"] = [name for name in target["required"] if name not in absent]
        return described
