"""Find what represents a target, or have it rendered, once."""

import asyncio
import logging
import secrets
from urllib.parse import quote

from app.snapshot.access import Outcome
from app.snapshot.asgi import ASGIApp, Scope
from app.snapshot.compose import Composer, keepable
from app.snapshot.policy import Policy
from app.snapshot.refusals import Refusals
from app.snapshot.render import Response, ask
from app.snapshot.rendered import Rendered
from app.snapshot.shortcuts import Shortcuts
from app.snapshot.store import Store
from app.snapshot.target import (
    Alias,
    Target,
    neutral_scope,
    normal,
    reference,
    route_of,
    target_at,
)
from app.snapshot.wishes import Wishes

_LOGGER = logging.getLogger("app.snapshot")
_OK = 200


class Representations:
    """Answers of the app by target: kept where they may be, asked for where they are not."""

    def __init__(
        self, app: ASGIApp, policy: Policy, composer: Composer, refusals: Refusals
    ) -> None:
        """Promise to ask `app` at most once at a time for the same target.

        `recall` finds what is kept under just one spelling, without waiting or parsing; `touch`
        says that it was used, where a shortcut has spared the search.
        """
        self._app = app
        self._policy = policy
        self._composer = composer
        self._refusals = refusals
        self.shortcuts = Shortcuts(policy.max_bytes)
        self._store = Store(policy.max_bytes - self.shortcuts.reserved)
        self._store.dropped = self.shortcuts.clear
        self.recall, self.touch = self._store.recall, self._store.touch
        self._pending: dict[Alias, asyncio.Task[Rendered]] = {}

    @property
    def is_full(self) -> bool:
        """Whether keeping more would soon mean to forget something."""
        return self._store.is_full

    async def obtain(
        self, scope: Scope, target: Target, wishes: Wishes
    ) -> tuple[Rendered, Outcome]:
        """Give the representation that Accept prefers, and say where it comes from.

        An alternate is chosen only for what the target itself answers with 200.
        """
        if route_of(target) in self._policy.uncached:
            return self._fresh(await self._ask(scope, normal(target))), "pass"
        rendered, outcome = await self._shared(scope, target, None)
        path = wishes.preferred(rendered.media_type, rendered.alternates)
        return (rendered, outcome) if path is None else await self._shared(scope, target, path)

    async def _shared(
        self, scope: Scope, target: Target, alternate: str | None
    ) -> tuple[Rendered, Outcome]:
        # The app gets to see the normal form only: whatever one spelling is answered, the others
        # are answered as well.
        canonical = normal(target)
        key = _alias(canonical, alternate)
        kept = self._store.find(key, _alias(target, alternate))
        if kept is not None:
            return kept, "hit"
        task = self._pending.get(key)
        if task is None:
            task = asyncio.create_task(self._keep(scope, canonical, alternate))
            self._pending[key] = task
            task.add_done_callback(lambda _: self._pending.pop(key))
        # Shielded: the client that asked first may go, the others still wait for the answer.
        return await asyncio.shield(task), "miss"

    async def _keep(self, scope: Scope, target: Target, alternate: str | None) -> Rendered:
        response = await self._ask(scope, _path_of(target, alternate))
        if not keepable(response):
            return self._fresh(response)
        others = {} if alternate else self._policy.alternates.get(route_of(target), {})
        location = _location(target, alternate) if alternate else b""
        rendered = self._composer.snapshot(response, others, location)
        self._store.add(_alias(target, alternate), rendered)
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
            _LOGGER.exception("No answer for %s, error %s", reference(target), number)
            return self._refusals.failure(target, number)


def _alias(target: Target, alternate: str | None) -> Alias:
    """Name a target, or the alternate representation of it."""
    return target if alternate is None else (*target, alternate)


def _path_of(target: Target, alternate: str | None) -> Target:
    if alternate is None:
        return target
    return target_at(alternate, target[0], target[3])


def _location(target: Target, alternate: str) -> bytes:
    query = b"?" + target[3] if target[3] else b""
    return quote(target[0] + alternate).encode("ascii") + query
