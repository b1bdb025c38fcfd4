"""Errors of routes, router, layer and server have one shape (RFC 9457), and help."""

import logging

import pytest
from jsonschema import Draft202012Validator

from app.api.problems import KINDS, Problem
from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.conftest import FIXTURES
from tests.http.conftest import WRONG
from tests.http.wire import Reply, Wire
from tests.serving import serving

SHAPE = Draft202012Validator(
    Problem.model_json_schema(mode="serialization"),
    format_checker=Draft202012Validator.FORMAT_CHECKER,
)
MEMBERS = ["type", "title", "status", "detail", "instance"]
TITLES = {
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    412: "Precondition Failed",
    414: "URI Too Long",
    500: "Internal Server Error",
}


def is_problem(reply: Reply, status: int, instance: str) -> None:
    assert reply.status == status
    assert reply.headers["content-type"] == "application/problem+json"
    problem = reply.json
    SHAPE.validate(problem)
    assert list(problem)[: len(MEMBERS)] == MEMBERS
    assert (problem["status"], problem["title"]) == (status, TITLES[status])
    assert problem["type"] == f"/problems/{KINDS[status].name}"
    assert problem["instance"] == instance


@pytest.mark.parametrize(("target", "status"), WRONG.items(), ids=lambda one: str(one)[:30])
def test_what_is_wrong_with_an_address_is_a_problem(wire: Wire, target: str, status: int) -> None:
    is_problem(wire.ask(target), status, target[:8008] if status == 414 else target)


@pytest.mark.parametrize(
    ("method", "fields", "status"),
    [
        ("POST", (), 405),
        ("GET", ("Accept: text/html",), 406),
        ("GET", ("Accept-Encoding: *;q=0",), 406),
        ("GET", ('If-Match: "other"',), 412),
        ("GET", ("Host: 127.0.0.1",), 400),
    ],
)
def test_what_is_wrong_with_a_request_is_a_problem(
    wire: Wire, method: str, fields: tuple[str, ...], status: int
) -> None:
    is_problem(wire.ask("/areas?limit=1", method, *fields), status, "/areas?limit=1")


@pytest.mark.parametrize(
    "lines",
    [
        "GET /areas HTTP/1.1\r\n",
        "GET /areas HTTP/1.1\r\nHost: \r\n",
        "GET /areas HTTP/1.1\r\nHost: a b\r\n",
        "GET /areas HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
        "GET /areas HTTP/1.1\r\nHost: user@a\r\n",
        "HEAD /areas HTTP/1.0\r\nHost: a/b\r\n",
    ],
)
def test_a_request_that_names_no_one_host_is_refused(wire: Wire, lines: str) -> None:
    """RFC 9112 §3.2."""
    reply = wire.send(f"{lines}Connection: close\r\n\r\n".encode())
    if lines.startswith("HEAD"):
        assert (reply.status, reply.body) == (400, b"")
    else:
        is_problem(reply, 400, "/areas")
        assert "Host" in reply.json["detail"]


@pytest.mark.parametrize(
    ("target", "instance"),
    [
        ("//other.example/x", "/.//other.example/x"),
        ('/a"<>`', "/a%22%3C%3E%60"),
        ("/%zz", "/%25zz"),
        ("/areas?b=2&a=1", "/areas?a=1&b=2"),
        ("/areas?%20=%FF%00", "/areas?+=%FF%00"),
    ],
)
def test_an_instance_is_an_address_on_this_server(wire: Wire, target: str, instance: str) -> None:
    reply = wire.ask(target)
    is_problem(reply, reply.status, instance)


@pytest.mark.parametrize("path", ["/areas", "/claims", "/schemas", "/health"])
def test_a_slash_too_many_is_no_redirect(wire: Wire, path: str) -> None:
    reply = wire.ask(f"{path}/")
    assert (reply.status, reply.json["did_you_mean"]) == (404, [path])
    assert "location" not in reply.headers


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("/area", "/areas"),
        ("/areas/area-talent", "/areas/area-talents"),
        ("/areas/Talents", "/areas"),
        ("/organizations/SenseTime", "/organizations/sensetime"),
        ("/sensetime", "/organizations/sensetime"),
        ("/areas/xyzzy", "/areas"),
        ("/claims/xyzzy", "/claims"),
        ("/schemas/xyzzy.json", "/schemas"),
        ("/problems/not-fond", "/problems/not-found"),
        ("/xyzzy/xyzzy", "/"),
    ],
)
def test_every_404_leads_somewhere(wire: Wire, target: str, near: str) -> None:
    offered = wire.ask(target).json["did_you_mean"]
    assert offered[0] == near
    assert {wire.ask(one).status for one in offered} == {200}


@pytest.mark.parametrize(
    ("target", "parameter", "bounds"),
    [
        ("/areas?limit=0", "limit", "a whole number from 1 to 1000"),
        ("/areas?offset=-1", "offset", "a whole number from 0 to 1000000000"),
        ("/areas?limit=1&limit=1", "limit", "a whole number from 1 to 1000"),
        ("/search?q=", "q", "1 to 200 characters"),
        ("/events?from=2019&to=2018-09", "to", "an EDTF date such as 2018"),
        ("/graph?type=area&type=x", "type", "any number of times: one of agreement, area, "),
    ],
)
def test_a_wrong_parameter_is_named_with_its_bounds(
    wire: Wire, target: str, parameter: str, bounds: str
) -> None:
    reply = wire.ask(target)
    is_problem(reply, 400, target)
    assert [fault["parameter"] for fault in reply.json["errors"]] == [parameter]
    assert reply.json["allowed"][parameter].startswith(bounds)


def test_a_failure_shows_an_id_that_is_in_the_log_and_nothing_else(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        message = "a secret"
        raise RuntimeError(message)

    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))
    with serving(app) as url, caplog.at_level(logging.ERROR, "app.snapshot"):
        monkeypatch.setattr(Dataset, "graph", fail)
        replies = [Wire(url).ask("/graph?type=area", one) for one in ("GET", "GET", "HEAD")]
        monkeypatch.undo()
        assert Wire(url).ask("/graph?type=area").status == 200
    for reply in replies[:2]:
        is_problem(reply, 500, "/graph?type=area")
        assert set(reply.json) == {*MEMBERS, "id"}
        assert b"secret" not in reply.body
        assert reply.headers["access-control-allow-origin"] == "*"
    logged = "".join(caplog.messages)
    ids = [reply.json["id"] for reply in replies[:2]]
    assert len(set(ids)) == 2
    assert all(one in logged for one in ids)
    assert (replies[2].status, replies[2].body) == (500, b"")
    assert all(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(
    "request_line", ["BREW / HTTP/1.1", "GET /search?q=\u5275 HTTP/1.1", "GET / HTTP/9", "\x16\x03"]
)
def test_what_is_no_http_is_refused_in_the_same_shape(server: str, request_line: str) -> None:
    reply = Wire(server).send(f"{request_line}\r\nHost: a\r\n\r\n".encode())
    is_problem(reply, 400, "*")
    assert "%E5%89%B5" in reply.json["detail"]
    normal = Wire(server).ask("/nowhere")
    assert reply.headers.keys() == normal.headers.keys()
    for name in set(normal.kept) - {"content-length"}:
        assert reply.headers[name] == normal.headers[name]


def test_every_status_that_there_is_has_been_seen_above() -> None:
    assert TITLES.keys() == KINDS.keys()
