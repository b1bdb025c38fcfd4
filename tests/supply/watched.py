"""`python -m tests.supply.watched ADDRESS…`: answer, and print what was done with the system.

Everything that Python itself is asked for is seen (audit events, PEP 578): connections, names that
are looked up, programs started, files written.
"""

import asyncio
import json
import sys
from typing import Any

_WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.", "os.system")


def main(addresses: list[str]) -> None:
    seen: list[str] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_WATCHED) or (event == "open" and _writes(arguments)):
            seen.append(f"{event} {arguments[0]!r}")

    sys.addaudithook(watch)
    asyncio.run(answer(addresses))
    sys.stdout.write(json.dumps([one for one in seen if "__pycache__" not in one]))


def _writes(arguments: tuple[Any, ...]) -> bool:
    mode = arguments[1]
    return isinstance(mode, str) and any(letter in mode for letter in "wax+")


async def answer(addresses: list[str]) -> None:
    from app.main import app  # noqa: PLC0415 -- what is imported is watched, too

    for address in addresses:
        path, _, query = address.partition("?")
        await app.snapshots.get(path, query=query.encode())


if __name__ == "__main__":
    main(sys.argv[1:])
