"""The layer itself: HTTP's methods and conditions, before and instead of the app."""

from collections.abc import Iterable
from time import perf_counter

from app.snapshot.access import AccessLog, Outcome, access
from app.snapshot.asgi import ASGIApp, Headers, Receive, Scope, Send
from app.snapshot.fields import Fields, is_preflight, joined
from app.snapshot.host import host_fault
from app.snapshot.policy import Policy, Problem
from app.snapshot.rendered import Rendered
from app.snapshot.representations import Representations
from app.snapshot.shortcuts import Request
from app.snapshot.target import Target, target_at
from app.snapshot.variant import Answer
from app.snapshot.wishes import Understood, Wishes

_ALLOW = "GET, HEAD, OPTIONS"
_READ = frozenset(("GET", "HEAD"))
_OK = 200
_NOT_FOUND = 404
_NO_WISHES = Wishes(None, None)
_PREFLIGHT: Headers = (
    (b"access-control-allow-methods", _ALLOW.encode()),
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
        self._understood = Understood()
        self._representations = Representations(app, policy, problem)
        self._shortcuts, self._touch = self._representations.shortcuts, self._representations.touch
        self._find = self._representations.recall
        self._options = self._representations.empty(((b"allow", _ALLOW.encode()),))
        self._preflight = self._representations.empty(_PREFLIGHT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; the same bytes for the same request, whoever asked first."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = 0.0 if self._access_log is None else perf_counter()
        request = (
            scope["method"],
            scope.get("root_path", ""),
            scope["path"],
            scope.get("raw_path"),
            scope["query_string"],
            *scope["headers"],
        )
        known = self._shortcuts.get(request)
        outcome: Outcome = "hit"
        if known is not None:
            answer = known[0]
            self._touch(known[1])
        else:
            answer, outcome = await self._find_answer(scope, request)
        await send(answer[0])
        await send(answer[1])
        if self._access_log is not None:
            self._access_log.write(access(request, answer, began, outcome))

    async def _find_answer(self, scope: Scope, request: Request) -> tuple[Answer, Outcome]:
        headers = scope["headers"]
        fields: Fields = dict(headers)
        if len(fields) != len(headers):
            fields = joined(headers)
        target: Target = request[1:5]  # type: ignore[assignment]
        known = self._recall(scope["method"], target, fields)
        if known is None:
            return await self._answer(scope, target, fields)
        self._shortcuts.learn(request, headers, *known)
        return known[0], "hit"

    async def get(self, path: str, *, root_path: str = "", query: bytes = b"") -> Rendered:
        """Give what a GET of `path` below `root_path` answers, from the same memory as for all."""
        target = target_at(path, root_path, query)
        rendered, _ = await self._representations.obtain({}, target, _NO_WISHES)
        return rendered

    async def warm(self, paths: Iterable[str], *, root_path: str = "") -> tuple[str, ...]:
        """Render `paths` before anybody asks; tell which of them do not answer 200."""
        answers = [(path, await self.get(path, root_path=root_path)) for path in paths]
        return tuple(path for path, rendered in answers if rendered.status != _OK)

    def _recall(
        self, method: str, target: Target, fields: Fields
    ) -> tuple[Answer, Rendered] | None:
        find = fields.get
        wishes = self._understood.get((find(b"host"), find(b"accept"), find(b"accept-encoding")))
        if wishes is None:
            return None
        kept = self._find(target)
        if kept is not None and kept.alternates:
            path = wishes.preferred(kept.media_type, kept.alternates)
            kept = kept if path is None else self._find((*target, path))
        if kept is None or (wishes.accept is not None and not wishes.weight(kept.media_type)):
            return None
        answer = kept.answer(method, wishes.codings, fields)
        return None if answer is None else (answer, kept)

    async def _answer(self, scope: Scope, target: Target, fields: Fields) -> tuple[Answer, Outcome]:
        method = scope["method"]
        fault = host_fault(scope["http_version"], fields.get(b"host"))
        if fault is not None:
            return self._representations.problem(400, fault, target).plain(method), "pass"
        # A 404 to a preflight would hide the 404 to the request itself from scripts.
        if method == "OPTIONS" and (is_preflight(fields) or _asks_the_server(target)):
            return self._without_target(fields), "pass"
        wishes = self._understood.learn(fields) if method in _READ else _NO_WISHES
        rendered, known = await self._representations.obtain(scope, target, wishes)
        outcome: Outcome = "hit" if known else "miss"
        if self._representations.passes(target):
            outcome = "pass"
        if method not in _READ:
            return self._other_method(method, target, rendered), outcome
        if rendered.status != _OK:
            return rendered.plain(method), outcome
        answer = None
        if wishes.weight(rendered.media_type):
            await rendered.prepare(wishes.codings)
            answer = rendered.answer(method, wishes.codings, fields)
        if answer is None:
            answer = self._not_acceptable(target, wishes, rendered).plain(method)
        return answer, outcome

    def _without_target(self, fields: Fields) -> Answer:
        return (self._preflight if is_preflight(fields) else self._options).plain("OPTIONS")

    def _other_method(self, method: str, target: Target, rendered: Rendered) -> Answer:
        if rendered.status == _NOT_FOUND:
            return rendered.plain(method)
        if method == "OPTIONS":
            return self._options.plain(method)
        detail = f"{method} is not offered here."
        methods = _ALLOW.split(", ")
        problem = self._representations.problem(405, detail, target, allow=_ALLOW, methods=methods)
        return problem.plain(method)

    def _not_acceptable(self, target: Target, wishes: Wishes, rendered: Rendered) -> Rendered:
        available = (rendered.media_type, *rendered.alternates)
        if wishes.weight(rendered.media_type):
            available = rendered.codings
        detail = f"None of what is available is acceptable to you: {', '.join(available)}."
        return self._representations.problem(406, detail, target, available=list(available))


def _asks_the_server(target: Target) -> bool:
    """Tell whether an OPTIONS is about the server as a whole (RFC 9110 §9.3.7)."""
    return target[1] == f"{target[0]}*"
