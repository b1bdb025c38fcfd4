"""Base model: what every model of the domain has in common."""

from typing import Annotated, TypeVar

from pydantic import MISSING, BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

T = TypeVar("T")

Many = Annotated[tuple[T, ...], Field(strict=False)]
"""An ordered, immutable list. The container alone is lax, because JSON has arrays, not tuples."""

Some = Annotated[tuple[T, ...], Field(strict=False, exclude_if=lambda items: not items)]
"""A list of facts. An empty one would say that there are none; what we mean by it is that none is
known, so it is left out of answers, as every unknown is."""


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
        fields = cls.model_fields.items()
        absent = {field.alias or name for name, field in fields if field.default is MISSING}
        if "required" in target:
            target["required"] = [name for name in target["required"] if name not in absent]
        for part in (target, *target.get("properties", {}).values()):
            if part is not target:
                part.pop("title", None)  # pydantic repeats the name of the field there
            if "const" in part:
                part.setdefault("description", f"Always `{part['const']}`.")
            part["description"] = " ".join(part["description"].split())
        return described
