"""Names for sets of values that several fields share, so that clients have one type for each."""

from typing import Any

from pydantic import TypeAdapter

from app.models.agreement import AgreementKind
from app.models.event import EventKind
from app.models.evidence import Basis, Rank, Value
from app.models.organization import OrganizationKind
from app.models.reference import ResourceType
from app.models.source import Language, SourceKind
from app.models.statement import StatementKind

Json = dict[str, Any]

_NAMED: dict[str, tuple[Any, str]] = {
    "AgreementKind": (AgreementKind, "What a signed document calls itself."),
    "Basis": (Basis, "Whether a source says something, or it was concluded from what it says."),
    "EventKind": (EventKind, "The sorts of events that there are."),
    "Language": (Language, "Languages, as BCP 47 tags."),
    "OrganizationKind": (OrganizationKind, "The sorts of bodies that there are."),
    "Rank": (Rank, "The weight of an entry: the best of several, one of several, known wrong."),
    "ResourceType": (ResourceType, "The types of resource that there are."),
    "SourceKind": (SourceKind, "The sorts of documents that are cited."),
    "StatementKind": (StatementKind, "The sorts of statements that there are."),
    "Value": (Value, "The value of a field: text, a number, a truth value, or a list of ids."),
}
_SETS = {name: TypeAdapter(kind).json_schema() for name, (kind, _) in _NAMED.items()}
_SAID_APART = ("description", "examples", "title", "default")


def named(schema: Json) -> Json:
    """Return a schema that refers to the component of its set of values, where that has a name."""
    values = {key: value for key, value in schema.items() if key not in _SAID_APART}
    for name, one in _SETS.items():
        if values == one:
            kept = {key: value for key, value in schema.items() if key in _SAID_APART}
            return {"$ref": f"#/components/schemas/{name}", **kept}
    return schema


def components() -> Json:
    """Return the components that `named` refers to."""
    return {
        name: {"title": name, "description": words, **_SETS[name]}
        for name, (_, words) in _NAMED.items()
    }
