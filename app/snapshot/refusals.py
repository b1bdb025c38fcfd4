"""What the layer refuses by itself, and what it says then (RFC 9457)."""

from app.snapshot.compose import Composer
from app.snapshot.fields import Fields
from app.snapshot.host import host_fault
from app.snapshot.policy import Problem
from app.snapshot.render import Response
from app.snapshot.rendered import Rendered
from app.snapshot.target import LONGEST, Target, is_long, reference

METHODS = ("GET", "HEAD", "OPTIONS")
ALLOW = ", ".join(METHODS)

_TOO_LONG = f"The address is longer than {LONGEST} octets."
_CHANGED = "What is here is not, or no longer, what the request's conditions ask for."
_FAILED = "The answer could not be made. The id helps to find out why."


class Refusals:
    """Problems of the layer's own, completed like every other answer."""

    def __init__(self, write: Problem, composer: Composer) -> None:
        """Let `write` give them their form, and `composer` their headers."""
        self._write = write
        self._composer = composer

    def before_asking(self, http_version: str, target: Target, fields: Fields) -> Rendered | None:
        """Refuse what is no request (RFC 9112 §3.2), or too long a one (RFC 9110 §15.5.15)."""
        fault = host_fault(http_version, fields.get(b"host"))
        if fault is not None:
            return self._problem(400, fault, target)
        return self._problem(414, _TOO_LONG, target) if is_long(target) else None

    def method(self, method: str, target: Target) -> Rendered:
        """Refuse a method, and name those that are offered (RFC 9110 §15.5.6)."""
        response = self._response(
            405, f"{method[:20]} is not offered here.", target, methods=METHODS
        )
        allowed = (*response.headers, (b"allow", ALLOW.encode()))
        return self._composer.error(Response(405, allowed, response.body))

    def types(self, target: Target, rendered: Rendered) -> Rendered:
        """Refuse an Accept that excludes every media type there is (RFC 9110 §15.5.7)."""
        return self._not_acceptable(target, (rendered.media_type, *rendered.alternates))

    def codings(self, target: Target, rendered: Rendered) -> Rendered:
        """Refuse an Accept-Encoding that excludes every coding there is (RFC 9110 §15.5.7)."""
        return self._not_acceptable(target, rendered.codings)

    def condition(self, target: Target) -> Rendered:
        """Refuse what was asked for under a condition that is false (RFC 9110 §15.5.13)."""
        return self._problem(412, _CHANGED, target)

    def failure(self, target: Target, number: str) -> Response:
        """Tell of a failure no more than a number, which is in the log."""
        return self._response(500, _FAILED, target, id=number)

    def _not_acceptable(self, target: Target, available: tuple[str, ...]) -> Rendered:
        detail = f"None of what is available is acceptable to you: {', '.join(available)}."
        return self._problem(406, detail, target, available=list(available))

    def _problem(self, status: int, detail: str, target: Target, **members: object) -> Rendered:
        return self._composer.error(self._response(status, detail, target, **members))

    def _response(self, status: int, detail: str, target: Target, **members: object) -> Response:
        place, root_path = reference(target), target[0]
        headers, body = self._write(status, detail, instance=place, root_path=root_path, **members)
        return Response(status, tuple(headers), body)
