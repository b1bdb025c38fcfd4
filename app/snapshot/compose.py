"""Turn what the app answered into what is sent: validators, lifetimes and policy headers."""

from collections.abc import Iterable, Mapping
from email.utils import format_datetime

from app.snapshot.asgi import Header, Headers
from app.snapshot.coding import compressible
from app.snapshot.conditional import ENTITY_TAG
from app.snapshot.dates import http_date
from app.snapshot.policy import Policy
from app.snapshot.render import Response
from app.snapshot.rendered import Rendered, strong_tag

# Written anew by this layer or by the server: about the connection and the message, not about
# the representation (RFC 9110 §7.6.1).
_OURS = frozenset(
    (b"connection", b"content-length", b"date", b"etag", b"keep-alive", b"transfer-encoding")
)
_NOT_KEPT = frozenset(("no-store", "private", "no-cache"))
_OK = 200
_ERROR = 400


def keepable(response: Response) -> bool:
    """Tell whether an answer may serve others: a 200 that does not say the opposite.

    That is `no-store`, `no-cache` or `private` (RFC 9111 §5.2.2), a cookie, or `Vary: *`.
    """
    control = b",".join(response.values(b"cache-control")).decode("latin-1").lower().split(",")
    directives = {directive.split("=")[0].strip() for directive in control}
    return (
        response.status == _OK
        and not directives & _NOT_KEPT
        and not response.values(b"set-cookie")
        and "*" not in _tokens(response.values(b"vary"))
    )


class Composer:
    """Completes answers by a policy, whose headers it encodes once."""

    def __init__(self, policy: Policy) -> None:
        """Promise every answer the policy's headers, unless it has its own of that name."""
        modified = policy.last_modified.replace(microsecond=0)
        self._policy = tuple(_header(name, value) for name, value in policy.headers)
        self._cache_control = _header("cache-control", policy.cache_control)
        self._no_store = _header("cache-control", policy.error_cache_control)
        self._modified = _header("last-modified", format_datetime(modified, usegmt=True))

    def error(self, response: Response) -> Rendered:
        """Complete an answer that is no 200: not stored by anyone (RFC 9111 §5.2.2.5) if it fails.

        Redirects and the like keep the lifetime that the app gave them.
        """
        lifetime = (self._no_store,) if response.status >= _ERROR else ()
        headers = _completed(response, lifetime, self._policy)
        return Rendered(response.status, headers, response.body)

    def empty(self, headers: Headers) -> Rendered:
        """Complete a 204 with these headers (RFC 9110 §15.3.5)."""
        return self.error(Response(204, headers, b""))

    def fleeting(self, response: Response) -> Rendered:
        """Complete a 200 that only holds for the moment: no lifetime, no Last-Modified of ours."""
        return self._representation(response, (self._no_store,), ())

    def snapshot(
        self, response: Response, alternates: Mapping[str, str], location: bytes = b""
    ) -> Rendered:
        """Complete a 200 with validators (RFC 9110 §8.8), a lifetime and `Vary` (§12.5.5).

        `alternates` are the paths that represent it in other types; `location` is where this
        representation stands, if it was chosen by Accept (§8.7).
        """
        accept = ("Accept",) if alternates or location else ()
        defaults: Headers = (self._cache_control, self._modified)
        if location:
            defaults = (*defaults, (b"content-location", location))
        vary = (*accept, "Accept-Encoding")
        return self._representation(response, defaults, vary, alternates)

    def _representation(
        self,
        response: Response,
        defaults: Headers,
        vary: tuple[str, ...],
        alternates: Mapping[str, str] | None = None,
    ) -> Rendered:
        content_type = b"".join(response.values(b"content-type")[:1])
        media_type = content_type.split(b";")[0].strip().decode("latin-1").lower()
        defaults = (*defaults, (b"accept-ranges", b"none"), *_vary(response, vary))
        headers = _completed(response, defaults, self._policy)
        modified = dict(headers).get(b"last-modified")
        return Rendered(
            response.status,
            headers,
            response.body,
            media_type=media_type,
            etag=_etag(response, content_type),
            modified=None if modified is None else http_date(modified),
            coded=bool(vary)
            and compressible(media_type)
            and not response.values(b"content-encoding"),
            alternates=alternates,
        )


def _etag(response: Response, content_type: bytes) -> bytes:
    given = response.values(b"etag")
    valid = len(given) == 1 and ENTITY_TAG.fullmatch(given[0])
    return given[0] if valid else strong_tag(content_type, response.body)


def _completed(response: Response, defaults: Headers, policy: Headers) -> Headers:
    headers = ((name.lower(), value) for name, value in response.headers)
    own = tuple(pair for pair in headers if pair[0] not in _OURS)
    if any(name == b"vary" for name, _ in defaults):
        # Merged already.
        own = tuple(pair for pair in own if pair[0] != b"vary")
    for added in (defaults, policy):
        names = {name for name, _ in own}
        own = (*own, *(pair for pair in added if pair[0] not in names))
    return own


def _vary(response: Response, added: tuple[str, ...]) -> Headers:
    given = _tokens(response.values(b"vary"))
    names = {name.lower(): name for name in (*added, *given)}
    return ((b"vary", ", ".join(names.values()).encode("latin-1")),) if names else ()


def _tokens(values: Iterable[bytes]) -> list[str]:
    members = b",".join(values).decode("latin-1").split(",")
    return [member.strip() for member in members if member.strip()]


def _header(name: str, value: str) -> Header:
    return name.lower().encode("latin-1"), value.encode("latin-1")
