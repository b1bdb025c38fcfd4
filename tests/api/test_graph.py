"""The graph: all references, in the form that networkx reads unchanged."""

from typing import Any

import httpx
import networkx as nx
import pytest

from tests.api.reading import everything, get, references


def graph_of(client: httpx.Client, path: str = "/graph") -> "nx.MultiDiGraph[str, Any, Any]":
    graph = nx.node_link_graph(get(client, path))
    assert isinstance(graph, nx.MultiDiGraph)
    return graph


def test_networkx_reads_the_graph_and_finds_every_reference(any_client: httpx.Client) -> None:
    graph = graph_of(any_client)
    items = everything(any_client)
    shown = {node: data["href"] for node, data in graph.nodes(data=True)}
    assert shown == {item["id"]: item["href"] for item in items}
    assert sorted(graph.edges(keys=True)) == sorted(
        {(item["id"], target, relation) for item in items for relation, target in references(item)}
    )


def test_a_node_is_a_reference(any_client: httpx.Client) -> None:
    for node in get(any_client, "/graph")["nodes"]:
        item = get(any_client, node["href"])
        assert (node["id"], node["type"]) == (item["id"], item["type"])
        assert node["name"] == next(
            item["name"][tag] for tag in ("en", "zh-Hant") if tag in item["name"]
        )


@pytest.mark.parametrize(
    "types", [["area", "agreement"], ["agreement"], ["organization", "platform", "entrustment"]]
)
def test_a_part_of_the_graph_has_the_references_among_it(
    any_client: httpx.Client, types: list[str]
) -> None:
    part = any_client.get("/graph", params={"type": types}).json()
    whole = get(any_client, "/graph")
    nodes = [one for one in whole["nodes"] if one["type"] in types]
    inside = {one["id"] for one in nodes}
    assert part["nodes"] == nodes
    assert part["edges"] == [
        one for one in whole["edges"] if {one["source"], one["target"]} <= inside
    ]


def test_the_six_areas_lead_to_the_arrangement(client: httpx.Client) -> None:
    part = graph_of(client, "/graph?type=area&type=agreement")
    relations = [key for *_, key in part.in_edges("arrangement-2018", keys=True)]
    assert relations.count("agreement") == 6


def test_every_resource_is_linked_with_the_rest(any_client: httpx.Client) -> None:
    assert nx.is_weakly_connected(graph_of(any_client))
