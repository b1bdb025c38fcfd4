"""Views: search in every script, the graph that networkx reads, and what is unknown."""

from pathlib import Path

import httpx
import networkx as nx
from opencc import OpenCC

from tests.contract.conftest import Json, Serve
from tests.data.breaking import change


def _found(client: httpx.Client, words: str) -> list[str]:
    answer = client.get("/search", params={"q": words, "limit": 1000}).raise_for_status().json()
    assert answer["total"] == len(answer["items"])
    return [one["id"] for one in answer["items"]]


def test_every_name_finds_its_bearers_first_in_capitals_and_in_any_order(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    bearers: dict[str, set[str]] = {}
    for item in (one for items in collections.values() for one in items):
        for name in item["name"].values():
            bearers.setdefault(name, set()).add(item["id"])
    for name in sorted(bearers):
        found = _found(client, name)
        assert set(found[: len(bearers[name])]) == bearers[name], name
        assert _found(client, name.upper()) == found, name
        assert set(_found(client, " ".join(reversed(name.split())))) == set(found), name


def test_all_words_must_occur(client: httpx.Client) -> None:
    both = set(_found(client, "hong kong"))
    assert both == set(_found(client, "hong")) & set(_found(client, "kong"))
    assert _found(client, "hong zzqqxx") == []
    assert _found(client, "?!") == []


def test_chinese_is_found_in_either_script_and_latin_in_either_width(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    names = [
        (item["id"], name)
        for items in collections.values()
        for item in items
        for tag, name in item["name"].items()
        if tag.startswith("zh")
    ]
    traditional, simplified = OpenCC("s2t"), OpenCC("t2s")
    assert len({traditional.convert(name) for _, name in names}) > 5
    for slug, name in names:
        found = _found(client, name)
        assert slug in found, name
        assert _found(client, traditional.convert(name)) == found, name
        assert _found(client, simplified.convert(name)) == found, name
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "sensetime")
    assert _found(client, wide) == _found(client, "SenseTime") != []


def test_a_hit_says_in_which_field_the_words_are_and_shows_them(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    items = {one["id"]: one for items in collections.values() for one in items}
    hits = client.get("/search", params={"q": "technology", "limit": 1000}).json()["items"]
    assert hits
    for hit in hits:
        value: object = items[hit["id"]]
        for name in hit["field"].split("/")[1:]:
            value = value[int(name)] if isinstance(value, list) else value[name]  # type: ignore[index]
        snippet = hit["snippet"].strip("…")
        assert "technology" in snippet.lower(), hit["id"]
        assert snippet in str(value), hit["id"]


def test_a_hit_shows_the_words_also_where_folding_moves_them(
    small: Path, serve_small: Serve
) -> None:
    change(small, {"agreements/0/summary": "\ufb01nal " * 100 + "Stra\u00dfe"})
    (hit,) = httpx.get(f"{serve_small()}/search?q=strasse").raise_for_status().json()["items"]
    assert hit["snippet"].endswith(" \ufb01nal Stra\u00dfe")


def test_networkx_reads_all_resources_and_all_references_or_a_part_of_both(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    graph = nx.node_link_graph(client.get("/graph").raise_for_status().json(), edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    items = [one for items in collections.values() for one in items]
    assert {slug: data["href"] for slug, data in graph.nodes(data=True)} == {
        one["id"]: one["href"] for one in items
    }
    back = {
        (link["id"], one["id"], link["relation"]) for one in items for link in one["referenced_by"]
    }
    assert set(graph.edges(keys=True)) == back

    answer = client.get("/graph?type=area&type=agreement").json()
    chosen = [one["id"] for one in items if one["type"] in {"area", "agreement"}]
    part = nx.node_link_graph(answer, edges="edges")
    assert nx.utils.graphs_equal(part, graph.subgraph(chosen).copy())


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
