"""From an address to the file that holds its answer."""

from pathlib import PurePosixPath

_ENDINGS = {"text/html": ".html", "text/csv": ".csv", "text/plain": ".txt"}


def file_of(target: str, media_type: str) -> str:
    """Return the file's path in the export: the address, and an ending that tells the type.

    `/areas` is `areas.json` beside the folder `areas`, so that an address and those below it do
    not want the same name; `/` is `index.json`; a query follows an `@`.
    """
    path, _, query = target.partition("?")
    name = path.strip("/") or "index"
    if query:
        name = f"{name}@{query}"
    elif PurePosixPath(name).suffix:
        return name
    ending = ".json" if media_type.endswith("json") else _ENDINGS.get(media_type, "")
    return name + ending
