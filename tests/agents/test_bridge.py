"""Tools for agents, made from `/openapi.json` as it is: an MCP bridge, over a real socket.

No name, no description and no schema is edited on the way. What is text and no JSON, a converter
offers as resources to read.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import httpx2
import pytest
from fastmcp import Client, FastMCP
from fastmcp.exceptions import ToolError
from fastmcp.server.providers.openapi import MCPType, RouteMap
from mcp.types import TextResourceContents

from app.data.dataset import Dataset

Bridge = Client[Any]

TEXTS = RouteMap(pattern=r"(\.txt|\.csv|/overview)$", mcp_type=MCPType.RESOURCE)


@asynccontextmanager
async def bridge_to(base_url: str) -> AsyncIterator[Bridge]:
    async with httpx2.AsyncClient(base_url=base_url) as client:
        description = (await client.get("/openapi.json")).json()
        server = FastMCP.from_openapi(description, client, route_maps=[TEXTS])
        async with Client(server) as bridge:
            yield bridge


def asked(client: httpx.Client, question: Callable[[Bridge], Awaitable[Any]]) -> Any:  # noqa: ANN401 -- JSON
    """Return what an agent gets for its question."""

    async def ask() -> Any:  # noqa: ANN401 -- JSON
        async with bridge_to(str(client.base_url)) as bridge:
            return await question(bridge)

    return asyncio.run(ask())


def test_every_operation_is_a_tool_with_a_name_and_a_description(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    tools = asked(client, lambda bridge: bridge.list_tools())
    operations = {
        item["get"]["operationId"]
        for item in paths.values()
        if any("json" in kind for kind in item["get"]["responses"]["200"]["content"])
    }
    assert {tool.name for tool in tools} == operations
    for tool in tools:
        assert tool.name.isalnum()
        assert tool.name.isascii()
        assert len(tool.name) <= 64
        assert tool.description.count(". ") + tool.description.endswith(".") > 0
        for parameter in tool.input_schema["properties"].values():
            assert parameter["description"].endswith((".", "(id)."))


def test_every_tool_answers_as_its_schema_says(any_client: httpx.Client) -> None:
    """The client of the bridge validates every answer against the tool's output schema."""

    async def call_all(bridge: Bridge) -> dict[str, Any]:
        known = {"q": "a", "model": "area"}
        answers = {}
        for tool in await bridge.list_tools():
            required = tool.input_schema.get("required", [])
            if set(required) <= known.keys():
                arguments = {name: known[name] for name in required}
                answers[tool.name] = (await bridge.call_tool(tool.name, arguments)).data
        return answers

    answers = asked(any_client, call_all)
    assert len(answers) > 20
    assert all(answer is not None for answer in answers.values())


def test_an_agent_finds_a_resource_and_reads_it(
    any_client: httpx.Client, any_dataset: Dataset
) -> None:
    first = next(iter(any_dataset.of_type("agreement").values()))

    async def look_up(bridge: Bridge) -> Any:  # noqa: ANN401 -- JSON
        found = await bridge.call_tool("search", {"q": first.name.label})
        (hit,) = [one for one in (found.structured_content or {})["items"] if one["id"] == first.id]
        return (await bridge.call_tool("getAgreement", {"id": hit["id"]})).structured_content

    assert asked(any_client, look_up) == any_client.get(first.href).json()


def test_a_mistake_is_explained_to_the_agent(client: httpx.Client) -> None:
    with pytest.raises(ToolError, match="There is no area with the id"):
        asked(client, lambda bridge: bridge.call_tool("getArea", {"id": "area-talent"}))


def test_texts_can_be_read(client: httpx.Client) -> None:
    async def read(bridge: Bridge) -> str:
        (guide,) = [one for one in await bridge.list_resources() if one.name == "getLlmsText"]
        (content,) = await bridge.read_resource(guide.uri)
        assert isinstance(content, TextResourceContents)
        return content.text

    text = asked(client, read)
    assert text == client.get("/llms.txt").text
