"""Find what represents a target, or have it rendered, once."""

import asyncio
import logging
import secrets
from urllib.parse import quote

from app.snapshot.access import printable
from app.snapshot.asgi import ASGIApp, Header, Headers, Scope
from app.snapshot.compose import Composer, keepable
from app.snapshot.policy import Policy, Problem
from app.snapshot.render import Response, ask
from app.snapshot.rendered import Rendered
from app.snapshot.shortcuts import Shortcuts
from app.snapshot.store import Store
from app.snapshot.target import (
    Alias,
    Target,
    alias_of,
    key_of,
    neutral_scope,
    reference,
    route_of,
    target_at,
)
from app.snapshot.wishes import Wishes

_LOGGER = logging.getLogger("app.snapshot")
_OK = 200


class Representations:
    """Answers of the app by target: kept where they may be, asked for where they are not."""

    def __init__(self, app: ASGIApp, policy: Policy, problem: Problem) -> None:
        """Promise to ask `app` at most once at a time for the same target.

        `recall` finds what is kept under just one spelling, without waiting or parsing; `touch`
        says that it was used, where a shortcut has spared the search.
        """
        self._app = app
        self._policy = policy
        self._problem = problem
        self._composer = Composer(policy)
        self.shortcuts = Shortcuts(policy.max_bytes)
        self._store = Store(policy.max_bytes - self.shortcuts.reserved)
        self._store.dropped = self.shortcuts.clear
        self.recall, self.touch = self._store.recall, self._store.touch
        self._pending: dict[Alias, asyncio.Task[Rendered]] = {}

    def passes(self, target: Target) -> bool:
        """Tell whether the target's path is one of the policy's uncached ones."""
        return route_of(target) in self._policy.uncached

    async def obtain(self, scope: Scope, target: Target, wishes: Wishes) -> tuple[Rendered, bool]:
        """Give the representation that Accept prefers, and whether it was kept already.

        An alternate is chosen only for what the target itself answers with 200.
        """
        if self.passes(target):
            return self._fresh(await self._ask(scope, target)), False
        rendered, known = await self._shared(scope, target, None)
        path = wishes.preferred(rendered.media_type, rendered.alternates)
        return (rendered, known) if path is None else await self._shared(scope, target, path)

    def problem(
        self, status: int, detail: str, target: Target, *, allow: str = "", **members: object
    ) -> Rendered:
        """Render a problem of this layer's own (RFC 9457), with `Allow` where it is given."""
        headers, body = self._write(status, detail, target, **members)
        allowed = ((b"allow", allow.encode("ascii")),) if allow else ()
        return self._composer.error(Response(status, (*headers, *allowed), body))

    def _write(
        self, status: int, detail: str, target: Target, **members: object
    ) -> tuple[list[Header], bytes]:
        place = reference(target)
        return self._problem(status, detail, instance=place, root_path=target[0], **members)

    def empty(self, headers: Headers) -> Rendered:
        """Render a 204 with these headers and the policy's (RFC 9110 §15.3.5)."""
        return self._composer.error(Response(204, headers, b""))

    async def _shared(
        self, scope: Scope, target: Target, alternate: str | None
    ) -> tuple[Rendered, bool]:
        alias = alias_of(target, alternate)
        key = key_of(alias)
        kept = self._store.find(key, alias)
        if kept is not None:
            return kept, True
        task = self._pending.get(key)
        if task is None:
            task = asyncio.create_task(self._keep(scope, target, alternate))
            self._pending[key] = task
            task.add_done_callback(lambda _: self._pending.pop(key))
        # Shielded: the client that asked first may go, the others still wait for the answer.
        return await asyncio.shield(task), False

    async def _keep(self, scope: Scope, target: Target, alternate: str | None) -> Rendered:
        alias = alias_of(target, alternate)
        response = await self._ask(scope, _path_of(target, alternate))
        if not keepable(response):
            return self._fresh(response)
        others = {} if alternate else self._policy.alternates.get(route_of(target), {})
        location = _location(target, alternate) if alternate else b""
        rendered = self._composer.snapshot(response, others, location)
        self._store.add(key_of(alias), alias, rendered)
        return rendered

    def _fresh(self, response: Response) -> Rendered:
        compose = self._composer.fleeting if response.status == _OK else self._composer.error
        return compose(response)

    async def _ask(self, scope: Scope, target: Target) -> Response:
        try:
            return await ask(self._app, neutral_scope(scope, target))
        # Whatever it is, nobody must learn more than a number. An app that cancels itself must
        # not leave everybody waiting either.
        except (Exception, asyncio.CancelledError):
            number = secrets.token_hex(6)
            where = printable(reference(target))
            _LOGGER.exception("No answer for %s, error %s", where, number)
            return self._failure(target, number)

    def _failure(self, target: Target, number: str) -> Response:
        detail = "The answer could not be made. The id helps to find out why."
        headers, body = self._write(500, detail, target, id=number)
        return Response(500, tuple(headers), body)


def _path_of(target: Target, alternate: str | None) -> Target:
    if alternate is None:
        return target
    return target_at(alternate, target[0], target[3])


def _location(target: Target, alternate: str) -> bytes:
    query = b"?" + target[3] if target[3] else b""
    return quote(target[0] + alternate).encode("ascii") + query
