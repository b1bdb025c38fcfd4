"""Ordinary moves: what FastAPI's and Pydantic's tutorials show works on the record, too."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import httpx
import pytest
from fastapi import (
    APIRouter,
    BackgroundTasks,
    Body,
    Depends,
    FastAPI,
    Header,
    HTTPException,
    Query,
    Request,
    Response,
)
from fastapi.responses import (
    FileResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
)
from fastapi.sse import EventSourceResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as StarletteHTTPException

from app.data.dataset import Dataset, load_dataset
from app.export import addresses
from app.factory import create_app
from app.models import MODELS, Agreement
from app.models.answers import list_of
from app.models.base import Model
from app.models.reference import ResourceType, collection_of
from app.settings import Settings
from tests.contract.exchange import served
from tests.servers import FIXTURES

Routes = FastAPI | APIRouter

_JSON = {"Content-Type": "application/json"}


@contextmanager
def _client_of(app: FastAPI) -> Iterator[httpx.Client]:
    with served(app) as base, httpx.Client(base_url=base, timeout=60) as client:
        yield client


def _limited(most: int = 3) -> int:
    return most


def _add_plain_routes(routes: Routes) -> None:
    """Add what a tutorial has: a parameter, a list, a pattern, one of a dependency, a path."""

    @routes.get("/plain")
    def get_plain(n: int = 1) -> int:
        return n

    @routes.get("/several")
    async def get_several(n: Annotated[list[int], Query()]) -> list[int]:
        return n

    @routes.get("/year")
    async def get_year(y: Annotated[str, Query(pattern="^[0-9]{4}$")]) -> str:
        return y

    @routes.get("/depends")
    async def get_dependent(
        most: Annotated[int, Depends(_limited)],
        n: int = 1,
        user_agent: Annotated[str, Header()] = "",
    ) -> list[int | str]:
        return [most, n, user_agent]

    @routes.post("/posted", status_code=201)
    async def post(n: Annotated[int, Body()]) -> int:
        return n

    @routes.get("/double/{n}", dependencies=[Depends(_limited)])
    async def get_double(n: int) -> int:
        return 2 * n

    @routes.get("/areas/")
    async def get_beside_areas() -> int:
        return 3

    @routes.get("/leads")
    async def get_redirect() -> RedirectResponse:
        return RedirectResponse("/areas")


@pytest.fixture
def app(dataset: Dataset) -> FastAPI:
    return create_app(dataset, Settings(FIXTURES))


def _add_on_app(app: FastAPI) -> None:
    _add_plain_routes(app)


def _add_on_router(app: FastAPI) -> None:
    router = APIRouter()
    _add_plain_routes(router)
    app.include_router(router)


@pytest.mark.parametrize("add", [_add_on_app, _add_on_router])
def test_plain_parameters(app: FastAPI, add: Any) -> None:  # noqa: ANN401 -- one of two functions
    add(app)
    with _client_of(app) as client:
        for address, answer in {
            "/plain": 1,
            "/plain?n=2": 2,
            "/several?n=1&n=2": [1, 2],
            "/year?y=2018": "2018",
            "/depends?most=5": [5, 1, ""],
            "/double/4": 8,
        }.items():
            assert client.get(address).raise_for_status().json() == answer, address
        for address, parameter, allowed in (
            ("/plain?n=x", "n", {"n"}),
            ("/several", "n", {"n"}),
            ("/year?y=MM", "y", {"y"}),
            ("/depends?most=x", "most", {"most", "n"}),
        ):
            problem = client.get(address)
            assert problem.status_code == 400, address
            assert problem.headers["content-type"] == "application/problem+json"
            assert [fault["parameter"] for fault in problem.json()["errors"]] == [
                parameter
            ]
            assert problem.json()["allowed"].keys() == allowed
        assert client.get("/double/x?most=x").status_code == 404
        assert client.get("/llms.txt").status_code == 200
        assert client.post("/posted", json=1).status_code == 201
        for content, wrong in ((None, "is missing"), (b"{", "is no JSON")):
            problem = client.post("/posted", content=content, headers=_JSON).json()
            assert problem["detail"] == f"The request is wrong: body: {wrong}."
        documented = client.get("/openapi.json").raise_for_status().json()["paths"]
        assert {"/plain", "/several", "/depends", "/double/{n}"} <= documented.keys()
        assert "201" in documented["/posted"]["post"]["responses"]


def test_an_error_that_a_handler_raises(app: FastAPI) -> None:
    """It is answered with problem details that have its words and headers."""

    @app.get("/raises/{status}")
    async def get_error(status: int) -> None:
        raise HTTPException(status, "No luck today.", {"X-Luck": "none"})

    @app.get("/object/{status}")
    async def get_object(status: int) -> None:
        raise HTTPException(status, {"luck": "none"})

    @app.get("/here")
    async def get_nothing() -> None:
        raise HTTPException(404, headers={"cache-control": "max-age=9"})

    with _client_of(app) as client:
        for status in (204, 304, 307):
            answer = client.get(f"/raises/{status}")
            assert (answer.status_code, answer.content) == (status, b"")
            assert answer.headers["x-luck"] == "none"
        for status in (404, 409, 410):
            answer = client.get(f"/raises/{status}")
            assert answer.status_code == status
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["detail"] == "No luck today."
            assert answer.headers["x-luck"] == "none"
            problem = client.get(f"/object/{status}").json()
            assert json.loads(problem["detail"]) == {"luck": "none"}
        unknown = client.get("/raises/499").json()
        assert (unknown["status"], unknown["title"]) == (499, "Error")
        absent = client.get("/here")
        assert absent.headers.get_list("cache-control") == ["max-age=9"]
        assert "/here" not in absent.json()["did_you_mean"]


class _Colour(StrEnum):
    RED = "red"


def _router_with_a_life(done: list[str]) -> APIRouter:
    """Return one that notes when it starts and stops, when a session closes, and its tasks."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        done.append("started")
        yield
        done.append("stopped")

    def open_session() -> Iterator[str]:
        yield "session"
        done.append("closed")

    router = APIRouter(lifespan=lifespan)

    @router.get("/session")
    async def get_session(session: Annotated[str, Depends(open_session)]) -> str:
        return session

    @router.post("/tasks")
    async def post_task(tasks: BackgroundTasks) -> None:
        tasks.add_task(done.append, "task")

    return router


def _router_of_responses(folder: Path) -> APIRouter:
    """Return one whose answers are no JSON of a model."""
    router = APIRouter()

    @router.get("/file")
    async def get_file() -> FileResponse:
        return FileResponse(folder / "note.txt")

    @router.get("/stream")
    async def get_stream() -> StreamingResponse:
        return StreamingResponse(iter(["a ", "note"]), media_type="text/plain")

    @router.get("/events", response_class=EventSourceResponse)
    async def get_events() -> AsyncIterator[int]:
        yield 1

    @router.get("/colours/{colour}")
    async def get_colour(colour: _Colour) -> str:
        return colour

    return router


def test_what_else_a_tutorial_adds(app: FastAPI, tmp_path: Path) -> None:
    """Startup, dependencies that clean up, tasks, files, events, mounted apps, middleware."""
    (tmp_path / "note.txt").write_text("a note")
    done: list[str] = []
    mounted = FastAPI()
    mounted.add_api_route("/seven", lambda: 7)

    @app.middleware("http")
    async def add_header(request: Request, call_next: Any) -> Response:  # noqa: ANN401
        response: Response = await call_next(request)
        response.headers["X-Added"] = "yes"
        return response

    app.include_router(_router_with_a_life(done))
    app.include_router(_router_of_responses(tmp_path), prefix="/more")
    app.mount("/mounted", mounted)
    app.mount("/static", StaticFiles(directory=tmp_path))
    with _client_of(app) as client:
        for address, text in {
            "/session": '"session"',
            "/more/file": "a note",
            "/more/stream": "a note",
            "/more/events": "data: 1\n\n",
            "/more/colours/red": '"red"',
            "/mounted/seven": "7",
            "/static/note.txt": "a note",
        }.items():
            answer = client.get(address).raise_for_status()
            assert (answer.text, answer.headers["x-added"]) == (text, "yes"), address
        assert client.post("/tasks").status_code == 200
        assert client.get("/more/colours/blue").status_code == 404
        assert client.get("/static/none").json()["title"] == "Not Found"
    assert done == ["started", "closed", "task", "stopped"]


def test_other_methods_are_told(app: FastAPI, tmp_path: Path) -> None:
    """At an address all that it answers, whatever route answers it."""
    router = APIRouter(prefix="/notes")

    @router.get("")
    async def get_notes() -> list[int]:
        return []

    @router.post("")
    async def post_note() -> None: ...

    @app.delete("/notes")
    async def delete_notes() -> None:
        raise HTTPException(405, "Not on Sundays.")

    @app.put("/note")
    async def put_note() -> None: ...

    app.include_router(router)
    app.mount("/static", StaticFiles(directory=tmp_path))
    (tmp_path / "index.html").touch()
    app.frontend("/site", directory=tmp_path)
    with _client_of(app) as client:
        for method, address, allow in (
            ("PUT", "/notes", "DELETE, GET, HEAD, OPTIONS, POST"),
            ("DELETE", "/notes", "DELETE, GET, HEAD, OPTIONS, POST"),
            ("OPTIONS", "/notes", "DELETE, GET, HEAD, OPTIONS, POST"),
            ("GET", "/note", "OPTIONS, PUT"),
            ("HEAD", "/note", "OPTIONS, PUT"),
            ("OPTIONS", "/note", "OPTIONS, PUT"),
            ("POST", "/static/notes", "GET, HEAD, OPTIONS"),
            ("POST", "/site/index.html", "GET, HEAD, OPTIONS"),
        ):
            answer = client.request(method, address)
            assert answer.status_code == (204 if method == "OPTIONS" else 405)
            assert answer.headers["allow"] == allow, (method, address)
        refused = client.get("/note").json()["detail"]
        assert refused == "This address answers OPTIONS, PUT."
        assert client.delete("/notes").json()["detail"] == "Not on Sundays."


def test_handlers_of_exceptions_are_replaced(app: FastAPI) -> None:
    """As the tutorial has it, those of a class too, and for every status code."""

    class AbsentError(HTTPException):
        """Has a handler of its own."""

    @app.exception_handler(StarletteHTTPException)
    async def on_error(_: Request, error: StarletteHTTPException) -> Response:
        return PlainTextResponse("other words", error.status_code)

    @app.exception_handler(AbsentError)
    async def on_absent(_: Request, error: AbsentError) -> Response:
        return PlainTextResponse("more words", error.status_code)

    @app.get("/absent")
    async def get_absent() -> None:
        raise AbsentError(404)

    with _client_of(app) as client:
        for method, address, status, text in (
            ("GET", "/nothing", 404, "other words"),
            ("POST", "/areas", 405, "other words"),
            ("GET", "/absent", 404, "more words"),
        ):
            answer = client.request(method, address)
            assert (answer.status_code, answer.text) == (status, text)


def test_the_guide_asks_no_route_of_others(app: FastAPI) -> None:
    """It lists one that has a summary, but one that fails or takes its time is not its concern."""

    @app.get("/fails", summary="Fail")
    async def fail() -> None:
        raise RuntimeError

    with _client_of(app) as client:
        guide = client.get("/llms.txt").raise_for_status().text
        assert "- [/fails](/fails): Fail.\n" in guide
        assert re.search(r"/corrections\.atom\): .*, \d+ KB\.", guide)
        assert client.get("/fails").status_code == 500


def test_items_of_each_request_are_its_own(app: FastAPI, dataset: Dataset) -> None:
    agreement = next(iter(dataset.collections["agreement"].by_id.values()))

    @app.get("/made", response_model=list_of(Agreement))
    async def get_made(n: int) -> Any:  # noqa: ANN401 -- FastAPI checks it
        return {
            "items": [agreement.model_copy(update={"summary": f"No. {n}."})],
            "total": 1,
        }

    with _client_of(app) as client:
        for n in range(20):
            (item,) = client.get(f"/made?n={n}").raise_for_status().json()["items"]
            assert item["summary"] == f"No. {n}."


@pytest.mark.parametrize("root_path", ["", "/record"])
def test_a_resource_is_returned_as_it_is(root_path: str) -> None:
    dataset = load_dataset(FIXTURES, root_path)
    app = create_app(dataset, Settings(FIXTURES, root_path))
    agreement = next(iter(dataset.collections["agreement"].by_id.values()))

    @app.get("/first", response_model=Agreement)
    async def get_first() -> Any:  # noqa: ANN401 -- FastAPI checks it
        return agreement

    with _client_of(app) as client:
        first = client.get("/first").raise_for_status()
        assert first.json()["href"].startswith(f"{root_path}/agreements/")
        assert first.json() == client.get(agreement.href).json()


def test_data_of_another_path_is_refused(dataset: Dataset) -> None:
    with pytest.raises(
        ValueError, match="give load_dataset the root path and the origin"
    ):
        create_app(dataset, Settings(FIXTURES, "/record"))


def test_export_skips_required_parameters(app: FastAPI, dataset: Dataset) -> None:
    _add_plain_routes(app)
    exported = set(addresses(app, dataset))
    assert {"/plain", "/depends", "/areas"} <= exported
    assert exported.isdisjoint({"/several", "/double/{n}", "/search", "/health"})


def test_routes_stand_as_they_are_declared(app: FastAPI) -> None:
    @app.get("/first/{n}")
    async def get_any(n: str) -> str:
        return n

    @app.get("/first/one")
    async def get_one() -> str:
        return "never reached"

    with _client_of(app) as client:
        assert client.get("/first/one").json() == "one"


def test_a_field_without_docstring_is_named() -> None:
    class Bridge(Model):
        """A bridge."""

        length: int

    class Tunnel(Model):
        length: int
        """How long it is."""

    with pytest.raises(TypeError, match=r"^Bridge\.length has no docstring: write one"):
        Bridge.model_json_schema()
    with pytest.raises(TypeError, match=r"^Tunnel has no docstring: write one"):
        Tunnel.model_json_schema()


@pytest.mark.parametrize("type_", MODELS)
def test_a_resource_is_made_without_a_loader(type_: ResourceType) -> None:
    """In a notebook a reference is taken on trust, and nothing is known of other resources."""
    name = collection_of(type_)
    for document in json.loads((FIXTURES / f"{name}.json").read_bytes()):
        resource = MODELS[type_].model_validate(document)
        assert resource.href == f"/{name}/{document['id']}"
        assert resource.referenced_by == ()
        assert json.loads(resource.model_dump_json())["name"] == document["name"]
