"""`Link` headers: what describes an answer, its licence, the parts of a list (RFC 8288)."""

import re

import pytest
from jsonschema import Draft202012Validator

from app.data.dataset import Dataset
from app.models.reference import collection_of, href_of
from tests.api.reading import TYPES
from tests.http.wire import Reply, Wire

SCHEMAS = {
    **{f"/{name}": f"{kind}-list" for name, kind in TYPES.items()},
    "/claims": "claim-list",
    "/unknowns": "open-question-list",
    "/search?q=a": "hit-list",
    "/graph": "graph",
}
"""The schema that describes each list, by its name."""


def links(reply: Reply) -> dict[str, str]:
    """Return the targets of an answer's links by relation, each of which stands once."""
    found = re.findall(r'<([^>]*)>; rel="([^"]+)"', reply.headers["link"])
    assert len(found) == len({relation for _, relation in found})
    return {relation: target for target, relation in found}


def describes(wire: Wire, target: str, schema: str) -> None:
    reply = wire.ask(target)
    assert links(reply)["describedby"] == f"/schemas/served/{schema}.json"
    described = wire.ask(links(reply)["describedby"])
    assert described.headers["content-type"] == "application/schema+json"
    validator = Draft202012Validator(described.json)
    validator.validate(reply.json)
    assert not validator.is_valid({**reply.json, "more": 1})


@pytest.mark.parametrize(("target", "schema"), SCHEMAS.items())
def test_a_list_leads_to_a_schema_that_it_fits(wire: Wire, target: str, schema: str) -> None:
    describes(wire, target, schema)


def test_an_item_leads_to_a_schema_that_it_fits(wire: Wire, dataset: Dataset) -> None:
    firsts = {one.type: one for one in reversed([*dataset.all()])}
    assert firsts.keys() == set(TYPES.values())
    for kind, one in firsts.items():
        describes(wire, href_of(kind, one.id), kind)
    describes(wire, f"/claims/{next(iter(dataset.claims))}", "claim")


@pytest.mark.parametrize("target", [*SCHEMAS, "/", "/claims.csv", "/areas/area-talents"])
def test_answers_with_data_lead_to_its_licence(wire: Wire, dataset: Dataset, target: str) -> None:
    assert links(wire.ask(target))["license"] == dataset.info.licence.url


@pytest.mark.parametrize(
    "target",
    ["/claims?rank=normal&basis=stated&limit=7", "/claims?limit=7&basis=stated&rank=normal"],
)
def test_links_do_not_depend_on_the_spelling_that_was_asked_first(wire: Wire, target: str) -> None:
    address = "/claims?basis=stated&rank=normal&limit=7&offset="
    found = links(wire.ask(target))
    assert (found["first"], found["next"]) == (f"{address}0", f"{address}7")
    assert "prev" not in found
    assert links(wire.ask(found["last"]))["last"] == found["last"]
    assert wire.ask(target).fields == wire.ask(target).fields


def test_no_link_of_a_schema_is_dead(wire: Wire) -> None:
    for collection in TYPES:
        for item in wire.ask(f"/{collection}?limit=1").json["items"]:
            assert collection_of(item["type"]) == collection
            assert wire.ask(links(wire.ask(item["href"]))["describedby"]).status == 200
