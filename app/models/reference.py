"""References: links between resources, authored as an id, served with type, name and address."""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    SerializationInfo,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import TypeAliasType

from app.models.base import SLUG_PATTERN, Model, Slug, Text

ResourceType = TypeAliasType(
    "ResourceType",
    Literal[
        "agreement",
        "area",
        "party",
        "organization",
        "person",
        "platform",
        "entrustment",
        "funding-scheme",
        "event",
        "statement",
        "source",
        "correction",
    ],
)


def collection_of(kind: str) -> str:
    """Return the collection that holds a type of resource: `parties` for `party`."""
    return {"party": "parties", "person": "people"}.get(kind, f"{kind}s")


def href_of(kind: str, slug: str) -> str:
    """Return the address of a resource, without the prefix that the API may be served below."""
    return f"/{collection_of(kind)}/{slug}"


def _below_root(path: str, info: SerializationInfo) -> str:
    """Serialize an address below the `root_path` of the serialization context, if it has one."""
    return str((info.context or {}).get("root_path", "")) + path


_Path = Annotated[str, Field(pattern=r"^/")]
Href = Annotated[_Path, PlainSerializer(_below_root, return_type=_Path)]
"""An address on this server: an absolute path (RFC 3986 §4.2), or a template of one (RFC 6570)."""


class Reference(Model):
    """A link to another resource of this dataset."""

    id: Slug
    """The resource's id, unique in the whole dataset."""
    type: ResourceType
    """What kind of resource it is."""
    name: Text
    """Its name: in English where there is one, else in the first language that it has."""
    href: Href
    """Where it is served."""

    @model_validator(mode="before")
    @classmethod
    def _linked(cls, data: object, info: ValidationInfo) -> object:
        """Look an authored id up in the dataset that is being loaded (the validation context)."""
        return data if info.context is None else info.context.reference(data)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe what fixture authors write (an id) or what is served (an object)."""
        if cls is Reference and handler.mode == "validation":
            words = {
                "title": "Id of another resource",
                "description": "The id of a resource of this dataset.",
            }
            return {"type": "string", "pattern": SLUG_PATTERN, **words}
        return super().__get_pydantic_json_schema__(schema, handler)


def refers_to(*types: ResourceType) -> Any:  # noqa: ANN401 -- a pydantic marker, whose class is not public
    """Return the rule that a reference leads to a resource of one of these types."""

    def check(reference: Reference) -> Reference:
        if reference.type not in types:
            must = f"here it must be of type {' or '.join(types)}"
            message = f"{reference.id!r} is of type {reference.type}; {must}"
            raise ValueError(message)
        return reference

    return AfterValidator(check)


class Backlink(Reference):
    """A link from another resource to this one."""

    relation: Text
    """The field of the other resource that holds the link, such as `agreement` or `parties`."""
