"""Our own vocabulary: an RDF Schema of the terms that no other vocabulary has, in JSON-LD."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from app.models.context import VOCABULARY
from app.models.href import at_base
from app.models.shapes import LIST, Property, properties, shapes, types
from app.models.vocabulary import BROADER, CLASSES, EDTF, PREFIXES, class_of, term

Json = dict[str, Any]

_NOT_OURS = frozenset({"LanguageMap", "Reference", LIST})
_CONTEXT = {
    **{name: PREFIXES[name] for name in sorted(PREFIXES)},
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "label": {"@id": "rdfs:label", "@language": "en"},
    "comment": {"@id": "rdfs:comment", "@language": "en"},
    "broader": {"@id": "rdfs:subClassOf", "@type": "@id"},
    "used_in": {"@id": "schema:domainIncludes", "@type": "@id"},
    "values": {"@id": "schema:rangeIncludes", "@type": "@id"},
    "terms": {"@reverse": "rdfs:isDefinedBy"},
}
_LITERALS = {"string": "xsd:string", "integer": "xsd:integer", "boolean": "xsd:boolean"}
_FORMATS = {"edtf": EDTF, "uri": "rdfs:Resource", "uri-reference": "rdfs:Resource"}


def ontology() -> Json:
    """Return the vocabulary (RDF Schema 1.1) as JSON-LD, its terms below the current prefix."""
    here = at_base(VOCABULARY)
    return {
        "@context": {**_CONTEXT, "@base": here},
        "id": here,
        "type": "owl:Ontology",
        "label": "Vocabulary of the record",
        "comment": "Terms for agreements and what is said of them, every fact with its evidence.",
        "terms": [*_classes(), *_properties()],
    }


def _iri(name: str) -> str:
    return name if ":" in name else f"#{name}"


def _class_names() -> Iterator[tuple[str, str]]:
    """Yield each class as its own name and the shape that explains it."""
    typed = {one.shape for one in types()}
    yield from ((one.name, one.shape) for one in types())
    yield from ((shape, shape) for shape in shapes().keys() - typed - _NOT_OURS)


def _classes() -> list[Json]:
    return [
        {
            "id": _iri(name),
            "type": "rdfs:Class",
            "label": name,
            "comment": " ".join(shapes()[shape]["description"].split()),
            **({"broader": BROADER[name]} if name in BROADER else {}),
        }
        for name, shape in sorted(_class_names())
        if name not in CLASSES
    ]


def _properties() -> list[Json]:
    """Return each property once, with what every model that has it says of it."""
    uses = defaultdict[str, list[tuple[str, Property]]](list)
    for name, shape in sorted({*_class_names(), (LIST, LIST)}):
        for one in properties(shape):
            uses[term(name, one.name)].append((name, one))
    ours = {name: used for name, used in uses.items() if ":" not in name}
    for keyword in ("type", "href"):
        del ours[keyword]
    return [_property(name, used) for name, used in sorted(ours.items())]


def _property(name: str, used: list[tuple[str, Property]]) -> Json:
    said = defaultdict[str, list[str]](list)
    for owner, one in used:
        said[" ".join(one.schema["description"].split())].append(owner)
    only = len(said) == 1
    return {
        "id": _iri(name),
        "type": "rdf:Property",
        "label": name.replace("_", " ").replace("-", " "),
        "comment": [
            words if only else f"{', '.join(owners)}: {words}" for words, owners in said.items()
        ],
        "used_in": [_iri(class_of(owner)) for owner, _ in used if owner != LIST],
        "values": sorted({value for _, one in used for value in _values(one)}),
    }


def _values(field: Property) -> list[str]:
    """Return the classes and datatypes that a field's values may have."""
    if field.shape == "LanguageMap":
        return ["rdf:langString"]
    if field.shape == "Reference":
        return ["rdfs:Resource"]
    if field.shape:
        return [_iri(class_of(one)) for one, shape in _class_names() if shape == field.shape]
    if "format" in field.inner:
        return [_FORMATS[field.inner["format"]]]
    kinds = [one.get("type") for one in field.inner.get("anyOf", [field.inner])]
    return [_LITERALS[kind] for kind in kinds if kind in _LITERALS]
