"""Links from answers to what describes them and on what terms they may be used (RFC 8288)."""

from typing import Any

from fastapi import Depends, Request, Response

from app.api.lists import add_link
from app.data.dataset import Dataset
from app.models.href import at_base
from app.models.schema import SERVED

_NAMES = {model: name for name, model in SERVED.items()}


def described(dataset: Dataset) -> Any:  # noqa: ANN401 -- what FastAPI makes of it
    """Return a dependency of routers, whose answers it links to their schema and licence."""

    async def link(request: Request, response: Response) -> None:
        name = _NAMES.get(request.scope["route"].response_model)
        if name is not None:
            add_link(response, at_base(f"/schemas/served/{name}.json"), "describedby")
        add_link(response, dataset.info.licence.url, "license")

    return Depends(link)
