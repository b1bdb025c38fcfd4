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

from app.models.base import Model
from app.models.text import SLUG_PATTERN, Slug, Text

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

_IRREGULAR = {"party": "parties", "person": "people"}


def collection_of(kind: str) -> str:
    """Return the collection that holds a type of resource: `parties` for `party`."""
    return _IRREGULAR.get(kind, f"{kind}s")


def href_of(kind: str, slug: str) -> str:
    """Return the address of a resource, without the prefix that the API may be served below."""
    return f"/{collection_of(kind)}/{slug}"


def _below_root(path: str, info: SerializationInfo) -> str:
    """Serialize an address below the `root_path` of the serialization context, if it has one."""
    root: str = (info.context or {}).get("root_path", "")
    return root + path


_PATH = Field(pattern=r"^/", json_schema_extra={"format": "uri-reference"})

Href = Annotated[str, _PATH, PlainSerializer(_below_root, return_type=Annotated[str, _PATH])]
"""An address on this server: an absolute path (RFC 3986 §4.2)."""

_TEMPLATE = Field(pattern=r"^/", min_length=1, max_length=2_000)

Template = Annotated[
    str, _TEMPLATE, PlainSerializer(_below_root, return_type=Annotated[str, _TEMPLATE])
]
"""An address on this server, or a template of some: words in braces are to be filled in (RFC 6570).
It has no `format`, since braces are not allowed in a URI."""


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
            return {
                "type": "string",
                "pattern": SLUG_PATTERN,
                "title": "Id of another resource",
                "description": "The id of a resource of this dataset.",
            }
        return super().__get_pydantic_json_schema__(schema, handler)


def to(*types: ResourceType) -> Any:  # noqa: ANN401 -- a pydantic marker, whose class is not public
    """Return the rule that a reference leads to a resource of one of these types."""

    def check(reference: Reference) -> Reference:
        if reference.type not in types:
            wrong = f"{reference.id!r} is of type {reference.type}"
            message = f"{wrong}; here it must be of type {' or '.join(types)}"
            raise ValueError(message)
        return reference

    return AfterValidator(check)


class Backlink(Reference):
    """A link from another resource to this one."""

    relation: Text
    """The field of the other resource that holds the link, such as `agreement` or `parties`."""
