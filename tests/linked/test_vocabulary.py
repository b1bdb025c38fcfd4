"""The vocabulary explains every term of ours, and no other."""

import re
from collections.abc import Iterator
from typing import Any

from rdflib import RDF, RDFS, Graph, Namespace, URIRef

from app.models import MODELS
from tests.linked.reading import Reader

SCHEMA = Namespace("https://schema.org/")


def terms(context: dict[str, Any]) -> Iterator[str]:
    """Yield what every term of a context stands for."""
    for key, value in context.items():
        if key.startswith("@"):
            continue
        meaning = value if isinstance(value, str) else value["@id"]
        if ":" not in meaning and not meaning.startswith("@"):
            yield meaning
        if isinstance(value, dict):
            yield from terms(value.get("@context", {}))


def explained(reader: Reader) -> tuple[Graph, set[URIRef], set[URIRef]]:
    graph = reader.graph(["/vocabulary"])
    classes = {one for one in graph.subjects(RDF.type, RDFS.Class) if isinstance(one, URIRef)}
    properties = {one for one in graph.subjects(RDF.type, RDF.Property) if isinstance(one, URIRef)}
    return graph, classes, properties


def test_every_term_of_ours_is_explained(reader: Reader) -> None:
    context = reader.json("/context.jsonld")["@context"]
    _, classes, properties = explained(reader)
    ours = {reader.term(one) for one in terms(context)}
    assert ours <= classes | properties
    assert properties <= ours


def test_an_explanation_has_a_label_a_comment_and_a_place(reader: Reader) -> None:
    graph, classes, properties = explained(reader)
    for one in classes | properties:
        assert one.startswith(f"{reader.base}/vocabulary#")
        label = graph.value(one, RDFS.label, any=False)
        assert getattr(label, "language", None) == "en"
        assert all(str(words).endswith(".") for words in graph.objects(one, RDFS.comment))
        assert graph.value(one, RDFS.comment) is not None
        assert graph.value(one, RDFS.isDefinedBy) == URIRef(f"{reader.base}/vocabulary")
    for one in properties:
        assert graph.value(one, SCHEMA.rangeIncludes) is not None


def test_comments_are_the_docstrings_of_the_models(reader: Reader) -> None:
    graph, _, _ = explained(reader)
    comment = str(graph.value(reader.term("Agreement"), RDFS.comment))
    assert comment == MODELS["agreement"].__doc__


def test_a_class_of_ours_stands_below_one_of_others_where_that_is_true(reader: Reader) -> None:
    graph, _, _ = explained(reader)
    assert graph.value(reader.term("Party"), RDFS.subClassOf) == SCHEMA.Organization


def test_a_word_with_several_meanings_is_explained_for_each(reader: Reader) -> None:
    graph, _, _ = explained(reader)
    words = [str(one) for one in graph.objects(reader.term("kind"), RDFS.comment)]
    assert len(words) > 1
    assert all(re.match(r"[A-Z]\w+(, [A-Z]\w+)*: ", one) for one in words)


def test_below_a_prefix(below_prefix: Reader) -> None:
    context = below_prefix.json("/record/context.jsonld")["@context"]
    assert context["@vocab"] == "/record/vocabulary#"
    graph = below_prefix.graph(["/record/vocabulary"])
    assert graph.value(below_prefix.term("Agreement"), RDFS.label) is not None
