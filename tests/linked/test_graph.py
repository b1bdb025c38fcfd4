"""All resources in one RDF graph: the same links as `/graph`, and names, dates and order kept."""

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from app.data.dataset import Dataset
from app.models import MODELS
from tests.linked.reading import Reader, reached

SCHEMA = Namespace("https://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")


def iri(reader: Reader, href: str) -> URIRef:
    return URIRef(reader.base + href)


def test_every_resource_is_an_iri_of_its_class(
    reader: Reader, graph: Graph, any_dataset: Dataset
) -> None:
    context = reader.json("/context.jsonld")["@context"]
    for kind in MODELS:
        prefix, _, name = context[kind]["@id"].rpartition(":")
        of_class = URIRef(context[prefix] + name) if prefix else reader.term(name)
        found = set(graph.subjects(RDF.type, of_class))
        assert found == {iri(reader, one.href) for one in any_dataset.of_type(kind).values()}


def test_the_links_are_those_of_the_graph(reader: Reader, graph: Graph) -> None:
    served = reader.json("/graph")
    nodes = {one["id"]: iri(reader, one["href"]) for one in served["nodes"]}
    expected = {(nodes[one["source"]], nodes[one["target"]]) for one in served["edges"]}
    back = reader.term("referenced_by")
    found = {
        (node, target)
        for node in nodes.values()
        for target in reached(graph, node, avoided=back)
        if target in nodes.values()
    }
    assert found == expected


def test_the_way_back_is_the_same_links_with_their_relations(reader: Reader, graph: Graph) -> None:
    served = reader.json("/graph")
    nodes = {one["id"]: iri(reader, one["href"]) for one in served["nodes"]}
    expected = {
        (nodes[one["source"]], Literal(one["key"]), nodes[one["target"]]) for one in served["edges"]
    }
    found = {
        (graph.value(link, reader.term("linked_from")), relation, target)
        for target, link in graph.subject_objects(reader.term("referenced_by"))
        for relation in graph.objects(link, reader.term("relation"))
    }
    assert found == expected


def test_names_are_tagged_with_their_language(
    reader: Reader, graph: Graph, any_dataset: Dataset
) -> None:
    for one in any_dataset.all():
        names = graph.objects(iri(reader, one.href), SCHEMA.name)
        tagged = {Literal(words, lang=tag.lower()) for tag, words in one.name.items()}
        assert set(names) == tagged


def test_dates_are_edtf(reader: Reader, graph: Graph, any_dataset: Dataset) -> None:
    for one in any_dataset.of_type("source").values():
        accessed = set(graph.objects(iri(reader, one.href), reader.term("accessed")))
        assert accessed == {Literal(one.model_dump()["accessed"], datatype=EDTF)}


def test_what_has_a_quote_was_quoted_and_the_rest_derived(
    reader: Reader, graph: Graph, any_dataset: Dataset
) -> None:
    for kind, provenance in (("Quotation", PROV.wasQuotedFrom), ("Citation", PROV.wasDerivedFrom)):
        entries = set(graph.subjects(RDF.type, reader.term(kind)))
        assert entries
        for entry in entries:
            assert graph.value(entry, provenance) is not None
            assert graph.value(entry, OA.hasTarget) is not None
            assert (graph.value(entry, reader.term("quote")) is None) == (kind == "Citation")
    every = sum(len(one.evidence) for one in any_dataset.all())
    assert every == sum(1 for _ in graph.subject_objects(reader.term("evidence")))


def test_lists_whose_order_says_something_keep_it(
    reader: Reader, graph: Graph, dataset: Dataset
) -> None:
    for organization in dataset.of_type("organization").values():
        rounds = organization.model_dump(mode="json")["funding_rounds"]
        head = graph.value(iri(reader, organization.href), reader.term("funding_rounds"))
        if head is None:
            continue
        announced = [
            str(graph.value(one, reader.term("announced"))) for one in Collection(graph, head)
        ]
        assert announced == [one["announced"] for one in rounds]


def test_a_list_is_read_in_its_order(reader: Reader) -> None:
    whole = reader.graph(["/sources"])
    (head,) = whole.objects(None, reader.term("items"))
    sources = Collection(whole, head)
    assert list(sources) == [iri(reader, one["href"]) for one in reader.json("/sources")["items"]]
