"""How answers leave: through the snapshot layer, with the headers that all of them carry."""

import datetime as dt

from app.api.problems import MEDIA_TYPE, problem
from app.data.dataset import Dataset
from app.models.href import below
from app.settings import Settings
from app.snapshot import AccessLog, Policy, Snapshots
from app.snapshot.asgi import ASGIApp, Header

HEADERS = (
    # Public data, for scripts of every origin (Fetch standard, CORS protocol).
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Link, Last-Modified, Content-Location, Allow"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    # An answer is what its Content-Type says, and is no page that could run something.
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)
"""On every answer, errors included; a page that needs another policy sets its own."""


def deliver(app: ASGIApp, dataset: Dataset, settings: Settings) -> Snapshots:
    """Return the layer that answers for `app`, as the settings ask."""
    today = dt.datetime.now(dt.UTC).date()
    # In the east of its author's clock a day may not have begun (RFC 9110 §8.8.2.1).
    day = min(dt.date.fromisoformat(dataset.info.modified), today)
    modified = dt.datetime.combine(day, dt.time(), dt.UTC)
    policy = Policy(
        last_modified=modified,
        headers=HEADERS,
        alternates={"/": {"text/html": "/overview"}},
        uncached=frozenset({"/health"}),
    )
    log = AccessLog(json=settings.access_log == "json") if settings.access_log != "off" else None
    return Snapshots(app, policy=policy, problem=problem_answer, access_log=log)


def problem_answer(
    status: int, detail: str, *, instance: str, root_path: str, **members: object
) -> tuple[list[Header], bytes]:
    """Write a problem that no handler found: its headers and its body."""
    with below(root_path):
        details = problem(status, detail, instance=instance, **members)
        body = details.model_dump_json(by_alias=True).encode()
    return [(b"content-type", MEDIA_TYPE.encode("ascii"))], body
