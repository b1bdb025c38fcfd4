"""The layer itself: HTTP's methods and conditions, before and instead of the app."""

from collections.abc import Callable, Iterable
from time import perf_counter

from app.snapshot.access import AccessLog, Outcome, access
from app.snapshot.asgi import ASGIApp, Headers, Receive, Scope, Send
from app.snapshot.compose import Composer
from app.snapshot.fields import Fields, is_preflight, joined
from app.snapshot.policy import Policy, Problem
from app.snapshot.recall import Recall, under
from app.snapshot.refusals import ALLOW, Refusals
from app.snapshot.rendered import Rendered
from app.snapshot.representations import Representations
from app.snapshot.shortcuts import Request
from app.snapshot.target import Target, target_at
from app.snapshot.variant import Answer
from app.snapshot.wishes import Wishes

_READ = frozenset(("GET", "HEAD"))
_OK = 200
_NOT_FOUND = 404
_NO_WISHES = Wishes(None, None)
_PREFLIGHT: Headers = (
    (b"access-control-allow-methods", ALLOW.encode()),
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
)


class Snapshots:
    """An ASGI layer that has each 200 of a GET rendered once and answers from memory after that.

    It goes outermost. HEAD, OPTIONS and 405 (RFC 9110 §9.3, §15.5.6), validators and conditions
    (§8.8, §13), negotiation (§12) and Host (RFC 9112 §3.2) are answered here; the app only ever
    sees GET. Scopes other than http go through untouched.
    """

    def __init__(
        self, app: ASGIApp, *, policy: Policy, problem: Problem, access_log: AccessLog | None = None
    ) -> None:
        """Put the layer around `app`."""
        self._app = app
        self._access_log = access_log
        composer = Composer(policy)
        self._refusals = Refusals(problem, composer)
        self._representations = Representations(app, policy, composer, self._refusals)
        self._shortcuts, self._touch = self._representations.shortcuts, self._representations.touch
        self._recall = Recall(self._representations.recall)
        self._options = composer.empty(((b"allow", ALLOW.encode()),)).plain("OPTIONS")
        self._preflight = composer.empty(_PREFLIGHT).plain("OPTIONS")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; the same bytes for the same request, whoever asked first."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        request = _request(scope)
        outcome: Outcome = "hit"
        answer = self._remembered(request, scope)
        if answer is None:
            answer, outcome = await self._answer(scope, request[1:5], _fields(scope))  # type: ignore[arg-type]
        await send(answer.start)
        await send(answer.end)
        self._log(request, answer, began, outcome)

    def at_once(self, scope: Scope, write: Callable[[Answer], None]) -> bool:
        """Have an answer from memory written, without waiting; False: it takes more than memory.

        For a server that can write a whole answer itself; it calls the app after a False.
        """
        began = perf_counter()
        request = _request(scope)
        answer = self._remembered(request, scope)
        if answer is None:
            return False
        write(answer)
        self._log(request, answer, began, "hit")
        return True

    def _remembered(self, request: Request, scope: Scope) -> Answer | None:
        known = self._shortcuts.get(request)
        if known is not None:
            self._touch(known[1])
            return known[0]
        known = self._recall(scope["method"], request[1:5], _fields(scope))  # type: ignore[arg-type]
        if known is None:
            return None
        self._shortcuts.learn(request, scope["headers"], *known)
        return known[0]

    def _log(self, request: Request, answer: Answer, began: float, outcome: Outcome) -> None:
        if self._access_log is not None:
            self._access_log.write(access(request, answer, began, outcome))

    async def get(self, path: str, *, root_path: str = "", query: bytes = b"") -> Rendered:
        """Give what a GET of `path` below `root_path` answers, from the same memory as for all."""
        target = target_at(path, root_path, query)
        rendered, _ = await self._representations.obtain({}, target, _NO_WISHES)
        return rendered

    async def warm(self, paths: Iterable[str], *, root_path: str = "") -> tuple[str, ...]:
        """Render `paths` before anybody asks; tell which of them do not answer 200.

        It ends early when the memory is nearly full: the first paths are worth the most.
        """
        failed = []
        for path in paths:
            if self._representations.is_full:
                break
            if (await self.get(path, root_path=root_path)).status != _OK:
                failed.append(path)
        return tuple(failed)

    async def _answer(self, scope: Scope, target: Target, fields: Fields) -> tuple[Answer, Outcome]:
        method = scope["method"]
        refusal = self._refusals.before_asking(scope["http_version"], target, fields)
        if refusal is not None:
            return refusal.plain(method), "pass"
        if method == "OPTIONS":
            # A 404 to a preflight would hide the 404 to the request itself from scripts.
            if is_preflight(fields):
                return self._preflight, "pass"
            if _asks_the_server(target):
                return self._options, "pass"
        wishes = self._recall.understood.learn(fields) if method in _READ else _NO_WISHES
        rendered, outcome = await self._representations.obtain(scope, target, wishes)
        if method not in _READ:
            return self._other_method(method, target, rendered), outcome
        if rendered.status != _OK:
            return rendered.plain(method), outcome
        return await self._negotiated(method, target, fields, (wishes, rendered)), outcome

    def _other_method(self, method: str, target: Target, rendered: Rendered) -> Answer:
        if rendered.status == _NOT_FOUND:
            return rendered.plain(method)
        if method == "OPTIONS":
            return self._options
        return self._refusals.method(method, target).plain(method)

    async def _negotiated(
        self, method: str, target: Target, fields: Fields, found: tuple[Wishes, Rendered]
    ) -> Answer:
        wishes, rendered = found
        if not wishes.weight(rendered.media_type):
            return self._refusals.types(target, rendered).plain(method)
        await rendered.prepare(wishes.codings)
        variant = rendered.chosen(wishes.codings)
        if variant is None:
            return self._refusals.codings(target, rendered).plain(method)
        answer = under(fields, method, variant, rendered)
        return self._refusals.condition(target).plain(method) if answer is None else answer


def _request(scope: Scope) -> Request:
    return (
        scope["method"],
        scope.get("root_path", ""),
        scope["path"],
        scope.get("raw_path"),
        scope["query_string"],
        *scope["headers"],
    )


def _fields(scope: Scope) -> Fields:
    headers = scope["headers"]
    fields: Fields = dict(headers)
    return fields if len(fields) == len(headers) else joined(headers)


def _asks_the_server(target: Target) -> bool:
    """Tell whether an OPTIONS is about the server as a whole (RFC 9110 §9.3.7)."""
    return target[1] == f"{target[0]}*"
