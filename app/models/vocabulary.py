"""What our words mean in the vocabularies of others, where that is true, and which stay ours.

A field is written `Model.field`, or only `field` where it means the same in every model. What
stands in no table is a term of our own, which `/vocabulary` explains.
"""

from collections.abc import Mapping
from types import MappingProxyType

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcterms": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "hydra": "http://www.w3.org/ns/hydra/core#",
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
    }
)
"""The vocabularies that we use."""

EDTF = "edtf:EDTF"
"""The datatype of dates."""

CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "Event": "schema:Event",
        "FundingScheme": "schema:FundingScheme",
        "Organization": "schema:Organization",
        "Person": "schema:Person",
    }
)
"""Models that are just what a class of others says."""

BROADER: Mapping[str, str] = MappingProxyType(
    {
        "Agreement": "prov:Entity",
        "Citation": "oa:Annotation",
        "Claim": "oa:Annotation",
        "Entrustment": "schema:Action",
        "Money": "schema:MonetaryAmount",
        "Party": "schema:Organization",
        "Quotation": "oa:Annotation",
        "Source": "schema:CreativeWork",
        "Statement": "prov:Entity",
    }
)
"""Classes of ours, each with one of others that it is a kind of. An agreement is no law, and an
arrangement least of all: neither is `schema:Legislation`."""

TERMS: Mapping[str, str] = MappingProxyType(
    {
        "about": "schema:about",
        "author": "schema:author",
        "authors": "schema:author",
        "citation": "dcterms:bibliographicCitation",
        "currency": "schema:currency",
        "founded": "schema:foundingDate",
        "founders": "schema:founder",
        "id": "schema:identifier",
        "language": "schema:inLanguage",
        "link": "oa:hasTarget",
        "literal": "schema:name",
        "name": "schema:name",
        "note": "oa:bodyValue",
        "part_of": "schema:parentOrganization",
        "place": "schema:location",
        "position": "schema:position",
        "publisher": "schema:publisher",
        "speaker": "prov:wasAttributedTo",
        "summary": "schema:description",
        "total": "hydra:totalItems",
        "URL": "schema:url",
        "url": "schema:url",
        "Citation.source": "prov:wasDerivedFrom",
        "Claim.source": "prov:wasDerivedFrom",
        "CslItem.title": "dcterms:title",
        "Quotation.source": "prov:wasQuotedFrom",
        "Reference.name": "rdfs:label",
        "Source.published": "dcterms:issued",
        "Source.title": "schema:headline",
        # Ours, but not by the name of the field: it would be taken for what it is elsewhere.
        "Backlink.href": "linked_from",
        "Backlink.id": "linked_id",
        "Backlink.name": "linked_name",
        "Backlink.type": "linked_type",
        "CslItem.type": "csl_type",
        "Edge.source": "source_id",
        "Edge.target": "target_id",
    }
)
"""What fields mean. A sum has a comparator, so its amount is not simply a `schema:value`."""

ORDERED = frozenset(
    {
        "author",
        "authors",
        "date-parts",
        "funding_rounds",
        "items",
        "parts",
        "total_financing",
        "valuation",
    }
)
"""Fields whose order says something. Other lists are sets."""


def term(owner: str, field: str) -> str:
    """Return the term for a field of a model: a compact IRI, or a name in our own vocabulary."""
    return TERMS.get(f"{owner}.{field}") or TERMS.get(field, field)


def class_of(model: str) -> str:
    """Return the class of a model: a compact IRI, or a name in our own vocabulary."""
    return CLASSES.get(model, model)
