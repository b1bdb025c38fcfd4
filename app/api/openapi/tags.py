"""Tags: the sections of the documentation, in an order that is sensible and alphabetical."""

from typing import Any

_SECTIONS = (
    (
        "About",
        "Where to begin: what there is, and whether the server is ready.",
        ("", "overview", "health", "llms.txt", ".well-known"),
    ),
    (
        "Agreements",
        "What was agreed, in which areas, by whom, and the joint funding that follows from it.",
        ("agreements", "areas", "parties", "funding-schemes"),
    ),
    (
        "Bodies and people",
        "Companies, academies, newspapers, people and their offices, platforms and entrustments.",
        ("organizations", "people", "platforms", "entrustments"),
    ),
    (
        "Data as a whole",
        "Everything in one download, and what makes linked data of every answer.",
        ("dataset.json", "context.jsonld", "vocabulary"),
    ),
    (
        "Events and statements",
        "What happened, in the order of time, and what was said, by whom and about what.",
        ("events", "statements"),
    ),
    (
        "Search and graph",
        "Views across everything: words in every language, references, and what is not known.",
        ("search", "graph", "unknowns"),
    ),
    (
        "Sources and claims",
        "The documents that are cited, and every fact with every passage, flat.",
        ("sources", "claims"),
    ),
    (
        "Writing datasets",
        "JSON Schemas of what authors write and of what is served.",
        ("schemas",),
    ),
)
"""Name, description, and the first segments of the paths that belong there."""


def sort_into_tags(paths: dict[str, Any]) -> list[dict[str, str]]:
    """Give every operation the tag of its section, and return the tags with their descriptions."""
    section = {segment: name for name, _, segments in _SECTIONS for segment in segments}
    for path, item in paths.items():
        first = path.split("/")[1].removesuffix(".csv")
        item["get"]["tags"] = [section[first]]
    return [{"name": name, "description": words} for name, words, _ in _SECTIONS]
