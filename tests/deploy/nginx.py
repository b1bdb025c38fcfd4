"""A real nginx in the foreground, in a folder of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import require
from tests.servers import running


@contextmanager
def nginx(folder: Path, port: int, http: str) -> Iterator[str]:
    """Run nginx on a port with the given lines in its `http` block, and yield its address."""
    program = require("nginx", "nginx-light")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log stderr; {user}\n"
        f"events {{ }}\nhttp {{\naccess_log off;\n{temporary}\n{http}\n}}\n",
        encoding="utf-8",
    )
    command = [program, "-e", "stderr", "-p", str(folder), "-c", str(configuration)]
    with running(command, port):
        yield f"http://127.0.0.1:{port}"
