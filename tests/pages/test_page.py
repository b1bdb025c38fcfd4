"""What the page promises to machines: every link and note resolves, every fact has its notes."""

import json
from urllib.parse import urlsplit

import httpx

from app.data.dataset import Dataset
from tests.pages.html import Node, ids, links


def test_every_link_on_the_page_resolves(any_page: Node, any_client: httpx.Client) -> None:
    inside = ids(any_page)
    for link in links(any_page):
        parts = urlsplit(link)
        if parts.scheme:
            assert link.startswith(("http://", "https://"))
        elif parts.path:
            assert any_client.get(link).status_code == 200, link
        else:
            assert parts.fragment in inside, link


def test_no_id_is_given_twice(any_page: Node) -> None:
    given = [node.get("id") for node in any_page if node.get("id")]
    assert len(given) == len(set(given))


def test_every_resource_has_its_place_and_its_json(any_page: Node, any_dataset: Dataset) -> None:
    inside, out = ids(any_page), links(any_page)
    for resource in any_dataset.all():
        assert resource.id in inside
        assert resource.href in out


def test_every_box_of_the_diagram_leads_to_its_section_and_its_json(page: Node) -> None:
    boxes = [one for one in page.all("g") if "panel" in one.classes]
    assert boxes
    for box in boxes:
        section, data = box.all("a")
        slug = section.get("href").removeprefix("#")
        assert data.get("href").endswith(f"/{slug}")
        assert data.get("aria-label").startswith("JSON")


def test_names_are_marked_with_their_language(page: Node, dataset: Dataset) -> None:
    marked = {(node.get("lang"), node.text) for node in page if node.get("lang")}
    for resource in dataset.all():
        for tag, words in resource.name.items():
            assert tag == "en" or (tag, words) in marked


def test_all_that_is_unknown_is_listed(any_page: Node, any_dataset: Dataset) -> None:
    text = any_page.text
    assert all(one.question in text and one.reason in text for one in any_dataset.questions)


def test_disagreements_stand_side_by_side_with_their_sources(page: Node, dataset: Dataset) -> None:
    cards = {one.get("id"): one for one in page.all("article") if "difference" in one.classes}
    others = [claim for claim in dataset.claims.values() if not claim.shown]
    assert len(cards) == len({f"{one.subject.id}{one.pointer}" for one in others})
    for claim in others:
        card = cards[f"differ_{claim.subject.id}{claim.pointer}"]
        assert len([one for one in card.all("div") if "side" in one.classes]) >= 2
        assert claim.source.name in card.text


def test_the_page_runs_and_loads_nothing(any_client: httpx.Client, any_page: Node) -> None:
    response = any_client.get("/overview")
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
    assert "unsafe" not in policy
    assert [one.get("type") for one in any_page.all("script")] == ["application/ld+json"]
    assert not [node for node in any_page if node.get("style")]
    assert not [key for node in any_page for key in node.attributes if key.startswith("on")]
    assert response.headers["content-type"] == "text/html; charset=utf-8"


def test_its_structured_data_is_true(
    any_client: httpx.Client, any_page: Node, any_dataset: Dataset
) -> None:
    (script,) = any_page.all("script")
    data = json.loads(script.text)
    assert (data["@type"], data["mainEntity"]["@type"]) == ("WebPage", "Dataset")
    assert data["mainEntity"]["version"] == any_dataset.info.version
    for one in data["mentions"]:
        served = any_client.get(one["@id"]).json()
        assert {name["@language"]: name["@value"] for name in one["name"]} == served["name"]


def test_it_says_what_it_is_to_those_who_link_to_it(
    any_client: httpx.Client, any_page: Node, any_dataset: Dataset
) -> None:
    (title,) = any_page.all("title")
    assert any_dataset.info.title.startswith(title.text.removesuffix("…"))
    meta = {one.get("property") or one.get("name"): one for one in any_page.all("meta")}
    assert meta["og:title"].get("content") == any_dataset.info.title
    assert any_dataset.info.description.startswith(meta["description"].get("content")[:200])
    image = any_client.get(meta["og:image"].get("content"))
    assert image.headers["content-type"] == meta["og:image:type"].get("content")


def test_it_can_be_cited(any_page: Node, any_dataset: Dataset) -> None:
    (citation,) = [one for one in any_page.all("p") if "citation" in one.classes]
    info = any_dataset.info
    assert all(word in citation.text for word in (info.title, info.version, "/overview"))


def test_it_is_small_enough_for_a_telephone(client: httpx.Client) -> None:
    response = client.get("/overview", headers={"Accept-Encoding": "br"})
    assert int(response.headers["content-length"]) < 80_000
