"""Nothing is known of who asks: no cookie, no address in a log, nothing sent to anybody."""

import json
import socket

import httpx
import pytest

from tests.cli.processes import run, started
from tests.http.conftest import KEPT, WRONG

ASKED = [*KEPT, *(path for path in WRONG if len(path) < 100)]
PERSONAL = {
    "X-Forwarded-For": "192.0.2.17",
    "Forwarded": "for=192.0.2.18",
    "User-Agent": "a-browser/99",
    "Referer": "https://a.example/where-from",
    "Cookie": "who=somebody-in-particular",
    "Authorization": "Bearer a-secret-token",
    "From": "someone@a.example",
}


def test_nobody_gets_a_cookie_and_what_is_said_of_oneself_changes_nothing(
    client: httpx.Client,
) -> None:
    for path in ASKED:
        plain, personal = client.get(path), client.get(path, headers=PERSONAL)
        assert "set-cookie" not in plain.headers, path
        assert (personal.status_code, personal.content) == (plain.status_code, plain.content), path
        assert personal.headers.keys() == plain.headers.keys(), path


@pytest.mark.parametrize(("form", "level"), [("text", "info"), ("json", "debug")])
def test_no_log_tells_who_asked(form: str, level: str) -> None:
    options = ("--access-log", form, "--log-level", level)
    with started("app", "serve", "--port", "0", *options) as (url, process):
        with httpx.Client(base_url=url) as client:
            for path in ("/areas", "/nowhere", "/health"):
                client.get(path, headers=PERSONAL)
            here = client.get("/areas").extensions["network_stream"].get_extra_info("client_addr")
        process.terminate()
        log = process.stdout.read() if process.stdout else ""
    log = log.split("Application startup complete.")[1]
    assert "/nowhere" in log
    for told in ("127.0.0.1", str(here[1]), *(one.split("/")[0] for one in PERSONAL.values())):
        assert told not in log, told


def test_nothing_is_sent_to_anybody_and_no_file_is_written() -> None:
    """Although a library for telemetry comes with FastAPI, and is told where to send it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        port = listener.getsockname()[1]
        done = run(
            *("tests.supply.watched", *ASKED),
            variables={
                "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}",
                "OTEL_TRACES_EXPORTER": "otlp",
                "OTEL_METRICS_EXPORTER": "otlp",
                "RECORD_ACCESS_LOG": "off",
            },
        )
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert json.loads(done.stdout) == [], done.stderr
