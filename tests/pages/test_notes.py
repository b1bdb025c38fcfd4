"""Every fact on the page has notes, and each note opens the passage that says so."""

from app.data.dataset import Dataset
from app.models.claim import Claim
from tests.pages.html import Node


def places(page: Node) -> dict[str, list[Node]]:
    """Return the elements that show a fact, by the fact's address."""
    found: dict[str, list[Node]] = {}
    for node in page.all("span"):
        address = node.get("data-fact") or node.get("id")
        if address and "fact" in node.classes:
            found.setdefault(address, []).append(node)
    for node in page.all("article"):
        if "difference" in node.classes:
            found.setdefault(node.get("id"), []).append(node)
    return found


def notes_of(node: Node) -> set[str]:
    """Return the addresses of the notes that an element refers to."""
    return {one.get("href") for one in node.all("a", role="doc-noteref")}


def addresses(claim: Claim) -> list[str]:
    """Return where on the page a claim may be shown: as itself, or as a part of a fact."""
    parts = f"{claim.subject.id}{claim.pointer}".split("/")
    own = ["/".join(parts[:length]) for length in range(2, len(parts) + 1)]
    return own if claim.shown else [f"differ_{'/'.join(parts)}"]


def passages(page: Node) -> dict[str, set[str]]:
    """Return the notes that open each passage."""
    found: dict[str, set[str]] = {}
    for note in page.all("li"):
        for link in note.all("a", rel="external"):
            if note.get("id").startswith("note_"):
                found.setdefault(link.get("href"), set()).add(f"#{note.get('id')}")
    return found


def test_every_claim_is_shown_with_a_note_that_opens_its_passage(
    any_page: Node, any_dataset: Dataset
) -> None:
    shown, opened = places(any_page), passages(any_page)
    missing = [
        claim.id
        for claim in any_dataset.claims.values()
        if not any(
            notes_of(node) & opened.get(claim.link, set())
            for address in addresses(claim)
            for node in shown.get(address, [])
        )
    ]
    assert missing == []


def test_no_fact_is_shown_without_a_claim(any_page: Node, any_dataset: Dataset) -> None:
    claimed = {address for claim in any_dataset.claims.values() for address in addresses(claim)}
    noted = {address for address, nodes in places(any_page).items() if notes_of(nodes[0])}
    assert noted <= claimed


def test_the_notes_are_numbered_without_a_gap(any_page: Node) -> None:
    (notes,) = [one for one in any_page.all("ol") if "notes" in one.classes]
    numbers = [int(one.get("value")) for one in notes.all("li")]
    assert numbers == list(range(1, len(numbers) + 1))
    used = {href for node in any_page for href in notes_of(node)}
    assert used == {f"#note_{number}" for number in numbers}
