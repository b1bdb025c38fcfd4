"""Base model, and the types of values that all models are made of: lists, text, ids, languages."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import MISSING, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import TypeAliasType

T = TypeVar("T")

Array = Annotated[tuple[T, ...], Field(strict=False)]
"""An ordered, immutable list. The container alone is lax, because JSON has arrays, not tuples."""

FactList = Annotated[tuple[T, ...], Field(strict=False, exclude_if=lambda items: not items)]
"""A list of facts. An empty one would say that there are none; what we mean by it is that none is
known, so it is left out of answers, as every unknown is."""


class Model(BaseModel):
    """Immutable, strict (nothing is coerced) and closed (an unknown key is an error)."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        defer_build=True,  # building all validators at import would double the time of `--help`
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
        absent = {name for name, field in fields if field.default is MISSING}
        if "required" in target:
            target["required"] = [name for name in target["required"] if name not in absent]
        cls._describe(target, "")
        for name, part in target.get("properties", {}).items():
            part.pop("title", None)  # pydantic repeats the name of the field there
            # Generated clients leave out what is marked so, which would be `href`.
            part.pop("readOnly", None)
            if "const" in part:
                part.setdefault("description", f"Always `{part['const']}`.")
            cls._describe(part, f".{name}")
        return described

    @classmethod
    def _describe(cls, part: JsonSchemaValue, field: str) -> None:
        """Put a docstring on one line; raises `TypeError` where the model or field has none."""
        if "description" not in part:
            what = "field" if field else "model"
            message = (
                f"{cls.__name__}{field} has no docstring: write one below the {what}'s first line;"
                " it is its description in the API's documentation"
            )
            raise TypeError(message)
        part["description"] = " ".join(part["description"].split())


TEXT_PATTERN = r"\S"
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
QUOTE_PATTERN = r"^\S+([^\S\n]+\S+){0,14}$"
URL_PATTERN = r"^https?://[!-~]+$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"

Text = Annotated[str, Field(min_length=1, max_length=1_000, pattern=TEXT_PATTERN)]
"""Some words: never empty, at most 1,000 characters."""

Slug = Annotated[str, Field(pattern=SLUG_PATTERN, min_length=1, max_length=100)]
"""A readable identifier: lower-case letters, digits and single hyphens."""

Url = Annotated[str, Field(pattern=URL_PATTERN, json_schema_extra={"format": "uri"})]
"""A web address (RFC 3986) in printable ASCII."""

LanguageTag = Annotated[str, Field(pattern=LANGUAGE_PATTERN, examples=["en", "pt", "zh-Hant"])]
"""A language tag (BCP 47). Only its shape is checked, so that no list has to be kept."""

Quote = Annotated[str, Field(min_length=1, max_length=100, pattern=QUOTE_PATTERN)]
"""A verbatim phrase of at most 15 words and 100 characters; the text itself stays at its source."""

_LANGUAGE_MAP_SCHEMA = {
    "title": "LanguageMap",
    "description": "The same words in one or more languages, keyed by language tag (BCP 47). A key"
    " is there only when a source gives the words in that language, or when an evidence entry of"
    " basis `derived` says how we came by them.",
    "type": "object",
    "minProperties": 1,
    # What generators of clients understand; pydantic says `patternProperties`.
    "propertyNames": {"pattern": LANGUAGE_PATTERN},
    "additionalProperties": {"type": "string"},
}
LanguageMap = TypeAliasType(
    "LanguageMap",
    Annotated[dict[LanguageTag, Text], Field(min_length=1), WithJsonSchema(_LANGUAGE_MAP_SCHEMA)],
)
"""The same words in one or more languages, by language tag."""


Aliases = Annotated[
    dict[LanguageTag, Annotated[Array[Text], Field(min_length=1)]], Field(min_length=1)
]
"""Other names of the same thing, each in its language: by language tag (BCP 47)."""


def display_name(words: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- authored names may be anything yet
    """Return the words to show where there is room for one language: English, else the first."""
    return words.get("en", next(iter(words.values()), None))
