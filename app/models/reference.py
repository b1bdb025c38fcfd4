"""References: links between resources, authored as an id, served with type, name and address."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationInfo
from typing_extensions import TypeAliasType

from app.models.base import Model, Slug, Text, refuse

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


def collection_of(type_: str) -> str:
    """Return the collection that holds a type of resource: `parties` for `party`."""
    return {"party": "parties", "person": "people"}.get(type_, f"{type_}s")


Href = Annotated[str, Field(pattern=r"^/")]
"""An address on this server: an absolute path (RFC 3986 §4.2), or a template of one (RFC 6570)."""


class Reference(Model):
    """A link to another resource of this dataset."""

    id: Slug
    """The resource's id, unique in the whole dataset."""
    type: ResourceType
    """Its type of resource."""
    name: Text
    """Its name: in English where there is one, else in the first language that it has."""
    href: Href
    """Where it is served."""


def refers_to(*types: ResourceType) -> Any:  # noqa: ANN401 -- a pydantic marker, whose class is not public
    """Return the rule that makes a reference of an authored id, of a resource of these types.

    Without any, it may be of all. The id is looked up in the dataset that is being loaded, which is
    the validation context. Without one, in a notebook or a test, it is taken on trust: as its own
    name, and of the first of the types.
    """
    types = types or get_args(ResourceType.__value__)

    def link(
        slug: Any,  # noqa: ANN401 -- JSON
        info: ValidationInfo[Any],
    ) -> Reference:
        if info.context is None:
            href = f"/{collection_of(types[0])}/{slug}"
            return Reference(id=slug, type=types[0], name=slug, href=href)
        reference: Reference = info.context.reference(slug, types)
        if reference.type not in types:
            remedy = f"Name a resource of type {' or '.join(types)}"
            refuse(f"{slug!r} is of type {reference.type}", remedy)
        return reference

    authored = Annotated[
        Slug, Field(description="The id of a resource of this dataset.")
    ]
    return BeforeValidator(link, json_schema_input_type=authored)


AgreementReference = Annotated[Reference, refers_to("agreement")]
PartyReference = Annotated[Reference, refers_to("party")]
OrganizationReference = Annotated[Reference, refers_to("organization")]
PersonReference = Annotated[Reference, refers_to("person")]
BodyReference = Annotated[Reference, refers_to("party", "organization")]
ActorReference = Annotated[Reference, refers_to("person", "party", "organization")]
AnyReference = Annotated[Reference, refers_to()]


class Backlink(Reference):
    """A link from another resource to this one."""

    relation: Text
    """The field of the other resource that holds the link, such as `agreement` or `parties`."""
