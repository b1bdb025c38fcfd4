"""Views: the graph that networkx reads, and what is unknown."""

from pathlib import Path

import httpx
import networkx as nx

from tests.contract.conftest import Json


def test_networkx_reads_the_graph(client: httpx.Client, items: dict[str, Json]) -> None:
    """All resources and references, or those of some types."""
    graph = nx.node_link_graph(
        client.get("/graph").raise_for_status().json(), edges="edges"
    )
    assert isinstance(graph, nx.MultiDiGraph)
    assert {slug: data["href"] for slug, data in graph.nodes(data=True)} == {
        slug: item["href"] for slug, item in items.items()
    }
    back = {
        (link["id"], slug, link["relation"])
        for slug, item in items.items()
        for link in item["referenced_by"]
    }
    edges = {
        (source, target, edge["relation"])
        for source, target, edge in graph.edges(data=True)
    }
    assert edges == {link for link in back if link[0] != link[1]}

    answer = client.get("/graph?type=area&type=agreement").json()
    chosen = [
        slug for slug, item in items.items() if item["type"] in {"area", "agreement"}
    ]
    part = nx.node_link_graph(answer, edges="edges")
    assert nx.utils.graphs_equal(part, graph.subgraph(chosen).copy())


def test_edges_have_roles_and_dates(client: httpx.Client, tmp_path: Path) -> None:
    """Who witnessed the signing, and when, stands on the edge, in GraphML and GEXF too."""
    graph = nx.node_link_graph(client.get("/graph").json(), edges="edges")
    edge = graph.get_edge_data("signing-2018", "carrie-lam", "participants.who:witness")
    assert edge == {
        "relation": "participants.who",
        "role": "witness",
        "date": "2018-09-20",
    }
    assert graph.nodes["signing-2018"]["kind"] == "signing"
    assert graph.nodes["signing-2018"]["date"] == "2018-09-20"
    nx.write_graphml(graph, tmp_path / "graph.graphml")
    again = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    relations = sorted(data["relation"] for _, _, data in again.edges(data=True))
    assert relations == sorted(
        data["relation"] for _, _, data in graph.edges(data=True)
    )
    nx.write_gexf(graph, tmp_path / "graph.gexf")
    assert "participants.who" in (tmp_path / "graph.gexf").read_text("utf-8")


def test_unknowns_are_those_of_all_resources(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    answer = client.get("/unknowns", params={"limit": 1000}).json()
    expected = [
        (item["id"], unknown)
        for items in collections.values()
        for item in items
        for unknown in item.get("unknowns", [])
    ]
    assert [(one.pop("subject")["id"], one) for one in answer["items"]] == expected
    assert answer["total"] == len(expected)
